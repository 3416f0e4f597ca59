// libxml2 for Swift: its headers, and functions for what Swift cannot import.
#ifndef CLIBXML2_H
#define CLIBXML2_H

#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose UErrorCode clashes with Foundation's own copy. This hides only two trailing
// members of xmlCharEncodingHandler, which we never touch by value.
#undef LIBXML_ICU_ENABLED
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

// xmlFree is a mutable global function pointer, which Swift 6 refuses to call.
static inline void CLibXML2_xmlFree(void *pointer) { xmlFree(pointer); }

#endif

// Pango, Cairo and Fontconfig for Swift: their headers, and functions for what Swift cannot import.
#ifndef CPANGO_H
#define CPANGO_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

// PANGO_FC_FONT_MAP is a cast in a macro.
static inline void CPango_set_config(PangoFontMap *map, FcConfig *config) {
    pango_fc_font_map_set_config((PangoFcFontMap *)map, config);
}

#endif

// The names under which OpenSSL finds the algorithms: the one for people, then the object identifier of Kazakhstan's
// register (arc 1.2.398.3.10.1).
#ifndef KG_NAMES_H
#define KG_NAMES_H

#define KG_NAMES_STREEBOG_512 "KZ-STREEBOG-512:1.2.398.3.10.1.3.3"
#define KG_NAMES_STREEBOG_256 "KZ-STREEBOG-256:1.2.398.3.10.1.3.2"
#define KG_NAMES_GOST34311_95 "KZ-GOST34311-95:1.2.398.3.10.1.3.1"
#define KG_NAMES_2015_512 "KZ-GOST3410-2015-512:1.2.398.3.10.1.1.2.2"
#define KG_NAMES_2015_256 "KZ-GOST3410-2015-256:1.2.398.3.10.1.1.2.1"
#define KG_NAMES_2004 "KZ-GOST34310-2004:1.2.398.3.10.1.1.1.1"

#endif

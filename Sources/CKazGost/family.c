#include "family.h"

#include "names.h"

// The register of Kazakhstan's object identifiers, arc 1.2.398.3.10.1.
const KG_FAMILY kg_families[KG_FAMILIES] = {
    [KG_2015_512] =
        {
            .name = "KZ-GOST3410-2015-512",
            .identifier = "1.2.398.3.10.1.1.2.2",
            .names = KG_NAMES_2015_512,
            .group = "KZ-GOST3410-2015-512-A",
            .group_identifier = "1.2.398.3.10.1.1.2.2.1",
            .digest_identifier = "1.2.398.3.10.1.3.3",
            .signature_name = "KZ-GOST3410-2015-512-STREEBOG-512",
            .signature_identifier = "1.2.398.3.10.1.1.2.3.2",
            .curve = &kg_curve_512_a,
            .hash = &kg_streebog_512,
        },
    [KG_2015_256] =
        {
            .name = "KZ-GOST3410-2015-256",
            .identifier = "1.2.398.3.10.1.1.2.1",
            .names = KG_NAMES_2015_256,
            .group = "KZ-GOST3410-2015-256-A",
            .group_identifier = "1.2.398.3.10.1.1.2.1.1",
            .digest_identifier = "1.2.398.3.10.1.3.2",
            .signature_name = "KZ-GOST3410-2015-256-STREEBOG-256",
            .signature_identifier = "1.2.398.3.10.1.1.2.3.1",
            .curve = &kg_curve_256_a,
            .hash = &kg_streebog_256,
        },
    [KG_2004] =
        {
            .name = "KZ-GOST34310-2004",
            .identifier = "1.2.398.3.10.1.1.1.1",
            .names = KG_NAMES_2004,
            .group = "KZ-PKIGOVKZ-A",
            .group_identifier = "1.2.398.3.10.1.1.1.1.1",
            .digest_identifier = "1.2.398.3.10.1.3.1.1.0",
            .signature_name = "KZ-GOST34310-2004-GOST34311-95",
            .signature_identifier = "1.2.398.3.10.1.1.1.2",
            .curve = &kg_curve_pkigovkz_a,
            .hash = &kg_gost34311_95,
            .integer_private_key = 1,
        },
};

import Support
import Testing

@Suite(
    "A key on a PKCS #11 token signs",
    .enabled(if: TokenFolder.isPossible, "SoftHSM2, pkcs11-tool or a C compiler is not installed"),
    .serialized
)
struct TokenTests {
    private let folder: TokenFolder

    init() throws { folder = try TokenFolder() }

    private func refused(_ line: String, _ status: Int, _ code: String) throws {
        let outcome = try folder.shell(line)
        #expect(outcome.status == status, "\(line): \(outcome)")
        #expect(outcome.errorText.contains("\(code): "), "\(line): \(outcome)")
        #expect(try !folder.names().contains("refused.p7s"))
    }

    @Test("RSA, RSA-PSS and ECDSA, with OpenSSL as the witness")
    func sign() throws {
        for (name, option) in [("rsa", ""), ("rsa", "--pss"), ("ec", "")] {
            try folder.make("$K sign a.txt --token 'pkcs11:token=\(name);object=sign' $M --detached \(option) -o a.p7s")
            try folder.make("$K verify a.p7s --content a.txt --trust \(name)/trust")
            try folder.make(
                """
                for n in root issuing; do openssl x509 -inform DER -in \(name)/trust/$n.cer; done >authorities.pem &&
                openssl cms -verify -binary -inform DER -in a.p7s -content a.txt -CAfile authorities.pem -out seen &&
                cmp seen a.txt
                """
            )
        }
    }

    @Test("By identifier, with the PIN and the module named in the URI; a percent sign is a percent sign")
    func uri() throws {
        let uri = "pkcs11:token=%65%63;id=%A1;type=private;manufacturer=SoftHSM%20project"
        try folder.make("$K sign a.txt --token \"\(uri)?module-path=$REAL&pin-source=file:$PWD/pin\" -o a.p7s")
        try folder.make("$K sign a.txt --token \"\(uri)?pin-source=$PWD/pin\" --token-module $REAL -o a.p7s")
        try folder.make("$K verify a.p7s --trust ec/trust")
        try folder.make("$K sign a.txt --token '\(uri)' --token-module $REAL --password-fd 3 -o a.p7s 3<pin")
    }

    @Test("cosign, countersign and apply take a token too")
    func verbs() throws {
        try folder.make("$K sign a.txt --token 'pkcs11:token=ec' $M -o a.p7s")
        try folder.make("$K cosign a.p7s --token 'pkcs11:token=ec' $M -o b.p7s")
        try folder.make(
            "$K countersign b.p7s --token 'pkcs11:token=ec' $M -o c.p7s && $K verify c.p7s --trust ec/trust"
        )
        try folder.make("$K apply --sample form --for ec/applicant.p12 --password-file ec/password.txt")
        try folder.make("$K apply form/form.json --token 'pkcs11:token=ec' $M -o out.asice")
        try folder.make("$K intake out.asice --trust ec/trust")
    }

    @Test("A certificate of another key is seen before anything is made with it")
    func otherCertificate() throws {
        try folder.make(
            """
            openssl pkcs12 -in ec/stranger.p12 -passin file:ec/password.txt -nokeys -clcerts -out stranger.pem
            """
        )
        try refused("$K sign a.txt --token 'pkcs11:token=ec' --cert stranger.pem $M -o refused.p7s", 77, "KEY_MISMATCH")
    }

    @Test("What is not there, or is there twice")
    func absent() throws {
        let cases = [
            ("pkcs11:token=none", "$M", 69, "TOKEN_ABSENT"), ("pkcs11:token=ec;serial=0", "$M", 69, "TOKEN_ABSENT"),
            ("pkcs11:", "$M", 77, "TOKEN_AMBIGUOUS"), ("pkcs11:token=ec;object=none", "$M", 77, "TOKEN_KEY_ABSENT"),
            ("pkcs11:token=ec;id=%ff", "$M", 77, "TOKEN_KEY_ABSENT"),
            ("pkcs11:token=ec", "--token-module ./none.so --password-file pin", 69, "TOKEN_MODULE_UNUSABLE"),
            ("pkcs11:token=ec", "--token-module ./a.txt --password-file pin", 69, "TOKEN_MODULE_UNUSABLE"),
            ("pkcs11:token=ec", "--token-module none.so --password-file pin", 69, "TOKEN_MODULE_UNUSABLE"),
            ("pkcs11:token=ec", "--password-file pin", 69, "TOKEN_MODULE_UNUSABLE"),
        ]
        for (uri, options, status, code) in cases {
            try refused("$K sign a.txt --token '\(uri)' \(options) -o refused.p7s", status, code)
        }
        // One token with two keys.
        try folder.make(
            """
            softhsm2-util --import ec/key.pem --token ec --label other --id b2 --pin 123456 >/dev/null
            """
        )
        try refused("$K sign a.txt --token 'pkcs11:token=ec' $M -o refused.p7s", 77, "TOKEN_AMBIGUOUS")
        try refused("$K sign a.txt --token 'pkcs11:token=ec;id=%b2' $M -o refused.p7s", 77, "KEY_UNUSABLE")
    }

    @Test("A PIN is tried once, and never where that could lock the token")
    func pins() throws {
        let token = "$K sign a.txt --token 'pkcs11:token=ec' --token-module ./token_module.so"
        let count = "wc -l <logins | tr -d ' \\n'"
        try refused("TOKEN_LOGINS=logins \(token) --password-file bad -o refused.p7s", 77, "PIN_REFUSED")
        #expect(try folder.make(count).text == "1")
        try folder.make(": >logins")
        // CKF_USER_PIN_LOCKED and CKF_USER_PIN_FINAL_TRY.
        for (flags, options, code) in [
            ("0x40000", "", "PIN_LOCKED"), ("0x40000", "--allow-final-try", "PIN_LOCKED"),
            ("0x20000", "", "PIN_FINAL_TRY"),
        ] {
            try refused(
                "TOKEN_FLAGS=\(flags) TOKEN_LOGINS=logins \(token) --password-file pin \(options) -o refused.p7s",
                77,
                code
            )
            #expect(try folder.make(count).text == "0")
        }
        try folder.make("TOKEN_FLAGS=0x20000 \(token) --password-file pin --allow-final-try -o a.p7s")
        try folder.make("$K verify a.p7s --trust ec/trust")
    }

    @Test("A key that asks for the PIN with every signature is given it, once each")
    func everySignature() throws {
        let token = "$K sign a.txt --token 'pkcs11:token=ec' --token-module ./token_module.so --password-file pin"
        try folder.make(": >logins && TOKEN_LOGINS=logins TOKEN_CONTEXT_PIN=123456 \(token) -o a.p7s")
        #expect(try folder.make("cat logins").text == "login\nsignature\n")
        try folder.make("$K verify a.p7s --trust ec/trust")
        let environment = "TOKEN_LOGINS=logins TOKEN_CONTEXT_PIN=654321"
        try folder.make(": >logins")
        try refused("\(environment) \(token) -o refused.p7s", 77, "PIN_REFUSED")
        #expect(try folder.make("cat logins").text == "login\nsignature\n")
    }

    @Test("A national key signs by the vendor's mechanism, with the octets in either order")
    func vendorMechanism() throws {
        try folder.make("$K test-pki gost --algorithm gost2015")
        for name in ["applicant", "stranger"] {
            try folder.make("$K sign a.txt --key gost/\(name).p12 --password-file gost/password.txt -o \(name).p7s")
        }
        // The certificate as a stock openssl finds it in a message.
        try folder.make(
            "openssl pkcs7 -inform DER -in applicant.p7s -print_certs -out all.pem && "
                + "openssl x509 -in all.pem -outform DER -out applicant.cer"
        )
        try folder.folder.write(Array("{\"GOST R 34.10-2015-512\": 3560046642}".utf8), as: "mechanisms.json")
        let sign =
            "$K sign a.txt --token 'pkcs11:token=ec' --token-module ./token_module.so --password-file pin "
            + "--cert applicant.cer"
        func environment(_ key: String, _ mechanism: UInt) -> String {
            """
            TOKEN_NATIONAL_MECHANISM=\(mechanism) TOKEN_NATIONAL_KEY=gost/\(key).p12 \
            TOKEN_NATIONAL_PASSWORD=$(cat gost/password.txt)
            """
        }
        for order in ["", "TOKEN_NATIONAL_REVERSED=1", "TOKEN_CONTEXT_PIN=123456"] {
            try folder.make(
                "\(environment("applicant", 3_560_046_642)) \(order) \(sign) --token-mechanisms mechanisms.json -o a.p7s"
            )
            try folder.make("$K verify a.p7s --trust gost/trust")
        }
        let own = environment("applicant", 3_560_046_642)
        // Not configured; another number; another key; a token that signs no such thing.
        try refused("\(own) \(sign) -o refused.p7s", 65, "UNSUPPORTED")
        try refused(
            "\(environment("applicant", 1)) \(sign) --token-mechanisms mechanisms.json -o refused.p7s",
            65,
            "UNSUPPORTED"
        )
        try refused(
            "\(environment("stranger", 3_560_046_642)) \(sign) --token-mechanisms mechanisms.json -o refused.p7s",
            77,
            "KEY_MISMATCH"
        )
        for wrong in ["{\"GOST\": 1}", "[1]", "{\"GOST R 34.10-2015-512\": -1}", ""] {
            try folder.folder.write(Array(wrong.utf8), as: "wrong.json")
            try refused("\(own) \(sign) --token-mechanisms wrong.json -o refused.p7s", 65, "MALFORMED_INPUT")
        }
    }

    @Test("A token that is pulled out, or fails, while it signs leaves nothing behind")
    func removed() throws {
        let token = "$K sign a.txt --token 'pkcs11:token=ec' --token-module ./token_module.so --password-file pin"
        try refused("TOKEN_SIGN_RESULT=0x32 \(token) -o refused.p7s", 69, "TOKEN_ABSENT")
        try refused("TOKEN_SIGN_RESULT=0x6 \(token) -o refused.p7s", 69, "TOKEN_FAILURE")
    }

    @Test("Options that do not go together")
    func usage() throws {
        for options in [
            "--key k --token pkcs11:", "--token-module m", "--key k --token-module m", "--key k --allow-final-try",
            "--key k --token-mechanisms m",
        ] {
            #expect(try folder.shell("$K sign a.txt \(options) -o refused.p7s").status == 64)
        }
        for uri in [
            "token=ec", "pkcs11:token", "pkcs11:token=a;token=b", "pkcs11:x=y", "pkcs11:id=%4", "pkcs11:type=cert",
        ] {
            try refused("$K sign a.txt --token '\(uri)' $M -o refused.p7s", 65, "MALFORMED_INPUT")
        }
        let outcome = try folder.shell("$K sign a.txt --token 'pkcs11:token=ec?pin-value=123456' $M -o refused.p7s")
        #expect(outcome.status == 65)
        #expect(!outcome.errorText.contains("123456"))
    }
}

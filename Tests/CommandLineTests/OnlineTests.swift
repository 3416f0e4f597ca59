import Support
import Testing

@Suite("Revocation is asked online, from services that the program runs itself")
struct OnlineTests {
    /// The services run for one line of shell, and are gone after it.
    private static let prelude = """
        timeout 300 "$K" test-pki pki --serve --algorithm ec >services.txt 2>&1 &
        services=$!
        for i in $(seq 150); do grep -q /cert/issuing.cer services.txt && break; sleep 0.2; done
        ask="--trust pki/trust-online --online --allow-private-addresses"
        echo text >a.txt
        for name in applicant revoked; do
            "$K" sign a.txt --key pki/$name.p12 --password-file pki/password.txt -o $name.p7s >/dev/null || exit 99
        done
        """

    @Test("Good, revoked, stopped, and from what was kept and saved", .timeLimit(.minutes(6)))
    func wholeStory() throws {
        let folder = try TemporaryFolder()
        let script = """
            "$K" verify applicant.p7s --trust pki/trust-online; echo "offline $?"
            "$K" verify applicant.p7s --trust pki/trust-online --online; echo "private $?"
            "$K" verify applicant.p7s $ask --cache cache --evidence evidence; echo "good $?"
            "$K" verify revoked.p7s $ask; echo "revoked $?"
            "$K" path pki/issued/applicant.cer $ask; echo "path $?"
            kill $services; wait $services; echo "stopped $?"
            "$K" verify applicant.p7s $ask; echo "gone $?"
            "$K" verify applicant.p7s $ask --cache cache; echo "kept $?"
            "$K" verify applicant.p7s --trust evidence; echo "saved $?"
            """
        let outcome = try BuiltCommand.shell(Self.prelude + "\n" + script, in: folder.path)
        let answers = outcome.text.split(separator: "\n").filter { $0.wholeMatch(of: /[a-z]+ \d+/) != nil }
        let expected = [
            "offline 2", "private 2", "good 0", "revoked 2", "path 0", "stopped 0", "gone 2", "kept 0", "saved 0",
        ]
        #expect(answers.map(String.init) == expected, "\(outcome)")
        // Who must act is the operator, and the service is named.
        #expect(outcome.text.contains("not reachable: 127.0.0.1"))
        #expect(outcome.text.contains("REVOCATION_SERVICE_FAILED"))
        #expect(outcome.text.contains("REVOKED_NO_POE"))
        #expect(!outcome.text.contains("(system operator): System operator:"))
    }

    @Test(
        "Options of the network need --online",
        arguments: ["--proxy http://x/", "--cache c", "--allow-private-addresses"]
    )
    func usage(option: String) throws {
        #expect(try BuiltCommand.shell("\"$K\" verify x \(option)").status == 64)
    }

    @Test("Services run as they are: options that would change them are refused", .timeLimit(.minutes(1)))
    func services() throws {
        let folder = try TemporaryFolder()
        let line = """
            "$K" test-pki pki --algorithm ec >/dev/null; echo $?
            "$K" test-pki pki --serve 2>/dev/null; echo $?
            "$K" test-pki pki --serve --algorithm rsa 2>/dev/null; echo $?
            "$K" test-pki other --port 0 2>/dev/null; echo $?
            "$K" test-pki other --port 70000 2>/dev/null; echo $?
            """
        let outcome = try BuiltCommand.shell(line, in: folder.path)
        #expect(outcome.text == "0\n64\n64\n64\n64\n", "\(outcome)")
    }
}

@Suite("policy says what is asked for")
struct PolicyCommandTests {
    @Test("show lists, explains in each language and prints documents that check accepts")
    func show() throws {
        let list = try BuiltCommand.run("policy", "show")
        #expect(list.text.split(separator: "\n").count == 4)
        for name in ["generic", "kandas-application", "kandas-decision", "legacy"] {
            for language in ["kk", "ru", "en"] {
                let shown = try BuiltCommand.run("policy", "show", name, "--language", language)
                #expect(shown.status == 0)
                // Every rule has its words.
                #expect(!shown.text.contains("POLICY_"), "\(shown)")
                #expect(!shown.text.contains("{"), "\(shown)")
            }
            let checked = try BuiltCommand.shell("\"$K\" policy show \(name) --document | \"$K\" policy check -")
            #expect(checked.status == 0)
            #expect(checked.text.contains("It says the same as \(name)/1"), "\(checked)")
        }
        #expect(try BuiltCommand.run("policy", "show", "none").status == 64)
    }

    @Test("check says what differs, and refuses what it does not understand")
    func check() throws {
        let line = "\"$K\" policy show generic --document | sed 's/\"grace\": 0/\"grace\": 60/' | \"$K\" policy check -"
        let outcome = try BuiltCommand.shell(line)
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("+ Evidence about revocation still counts 60 seconds"), "\(outcome)")
        let unknown = "\"$K\" policy show generic --document | sed 's/\"grace\"/\"grase\"/' | \"$K\" policy check -"
        let refused = try BuiltCommand.shell(unknown)
        #expect(refused.status == 65)
        #expect(refused.errorText.contains("grase"), "\(refused)")
        #expect(try BuiltCommand.run("verify", "--policy", "/nowhere.json", "x").status == 66)
    }

    @Test("openssl's own responder is asked: good, revoked, unknown to it, and gone", .timeLimit(.minutes(2)))
    func opensslResponder() throws {
        let folder = try TemporaryFolder()
        let script = """
            "$K" test-pki pki --algorithm ec --port $PORT >/dev/null || exit 99
            openssl x509 -inform DER -in pki/trust/issuing.cer -out issuing.pem
            serial() { openssl x509 -inform DER -in pki/issued/$1.cer -noout -serial | cut -d= -f2; }
            printf 'V\\t361231235959Z\\t\\t%s\\tunknown\\t/CN=a\\n' "$(serial applicant)" >index.txt
            printf 'R\\t361231235959Z\\t260101000000Z\\t%s\\tunknown\\t/CN=r\\n' "$(serial revoked)" >>index.txt
            key="openssl pkcs12 -in pki/services/ocsp.p12 -passin file:pki/password.txt -nodes"
            $key -nokeys -clcerts -out ocsp.pem && $key -nocerts -out ocsp.key || exit 98
            timeout 60 openssl ocsp -port $PORT -index index.txt -CA issuing.pem -rsigner ocsp.pem -rkey ocsp.key \\
                -ndays 1 >responder.txt 2>&1 &
            responder=$!
            for i in $(seq 50); do grep -qi waiting responder.txt && break; sleep 0.1; done
            echo text >a.txt
            ask="--trust pki/trust-online --trust pki/trust/root.crl --online --allow-private-addresses"
            for name in applicant revoked stranger; do
                "$K" sign a.txt --key pki/$name.p12 --password-file pki/password.txt -o $name.p7s >/dev/null
                "$K" verify $name.p7s $ask; echo "$name $?"
            done
            kill $responder; wait $responder
            "$K" verify applicant.p7s $ask; echo "gone $?"
            """
        let port = try LoopbackServer.closedPort()
        let outcome = try BuiltCommand.shell(script, environment: ["PORT": "\(port)"], in: folder.path)
        let answers = outcome.text.split(separator: "\n").filter { $0.wholeMatch(of: /[a-z]+ \d+/) != nil }
        #expect(answers.map(String.init) == ["applicant 0", "revoked 2", "stranger 2", "gone 2"], "\(outcome)")
        #expect(outcome.text.contains("OCSP answer of") && outcome.text.contains("2026-01-01 05:00:00 UTC+5"))
        #expect(outcome.text.contains("the responder does not know the certificate"))
    }
}

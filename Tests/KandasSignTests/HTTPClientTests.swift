import Support
import Testing

@testable import KandasSign

@Suite("The HTTP client takes whole answers of bounded length in bounded time, and nothing else")
struct HTTPClientTests {
    private static let body = Array("the certificate".utf8)

    private func get(
        _ server: LoopbackServer,
        _ path: String = "/cert/root.cer",
        limit: Int = 1_000,
        timeout: Duration = .seconds(10),
        limits: Limits = Limits()
    ) -> Result<[UInt8], HTTPFailure> {
        do throws(HTTPFailure) {
            guard let address = HTTPAddress(server.base + path) else { return .failure(.malformed("address")) }
            let request = HTTPRequest(address, answerLimit: limit, timeout: timeout)
            return .success(try HTTPClient(limits: limits).answer(to: request))
        } catch {
            return .failure(error)
        }
    }

    private static func send(_ text: String) -> [LoopbackServer.Step] { [.send(Array(text.utf8))] }

    private static let wholeAnswers: [[LoopbackServer.Step]] = [
        LoopbackServer.answer("200 OK", body), send("HTTP/1.1 200 OK\r\n\r\nthe certificate"),
        send("HTTP/1.1 200\r\ncontent-length:15\r\n\r\nthe certificate"),
        send("HTTP/1.0 200 OK\nContent-Length: 15\n\nthe certificate"),
        send("HTTP/1.0 200 OK\r\nContent-Length: 15\r\nContent-Length: 15\r\n\r\nthe certificate"),
        send("HTTP/1.0 200 OK\r\nContent-Length: 15\r\n\r\nthe certificate and what belongs to nobody"),
        send("HTTP/1.0 200 OK\r\nContent-Encoding: identity\r\nX: \u{fffd}\r\n\r\nthe certificate"),
        "HTTP/1.0 200 OK\r\nContent-Length: 15\r\n\r\nthe certificate".utf8
            .flatMap { octet -> [LoopbackServer.Step] in [.send([octet]), .pause(1)] },
    ]

    @Test("An answer is taken whole, in whatever pieces it comes", arguments: wholeAnswers.indices)
    func good(index: Int) throws {
        let steps = Self.wholeAnswers[index]
        #expect(get(try LoopbackServer { _ in steps }) == .success(Self.body))
    }

    private static let badAnswers: [([LoopbackServer.Step], HTTPFailure)] = {
        var all: [([LoopbackServer.Step], HTTPFailure)] = []
        all.append((LoopbackServer.answer("404 Not Found", body), .status(404)))
        all.append((LoopbackServer.answer("503 Service Unavailable", []), .status(503)))
        all.append((LoopbackServer.answer("204 No Content", []), .status(204)))
        let elsewhere = ["Location: http://elsewhere.test/\u{1b}[2J"]
        let moved = LoopbackServer.answer("302 Found", body, head: elsewhere)
        all.append((moved, .redirected("http://elsewhere.test/?[2J")))
        all.append((LoopbackServer.answer("301 Moved", []), .redirected("nowhere (status 301)")))
        all.append((send("HTTP/1.0 200 OK\r\nContent-Length: 16\r\n\r\nthe certificate"), .truncated))
        all.append((send("HTTP/1.0 200 OK\r\nContent-Le"), .truncated))
        all.append(([], .malformed("nothing came")))
        all.append((send("HTTP/1.0 200 OK\r\nContent-Length: 1001\r\n\r\n"), .tooLong(limit: 1_000)))
        let long = LoopbackServer.answer("200 OK", [UInt8](repeating: 0, count: 1_001))
        all.append((long, .tooLong(limit: 1_000)))
        all.append((send("HTTP/1.0 200 OK\r\n\r\n") + [.flood([1, 2, 3])], .tooLong(limit: 1_000)))
        let chunked = send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        all.append((chunked, .malformed("a transfer encoding, in an answer to version 1.0")))
        let packed = send("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nx")
        all.append((packed, .malformed("a content encoding that nobody asked for")))
        return all
    }()

    @Test("What is no whole good answer is a failure of its kind", arguments: badAnswers.indices)
    func bad(index: Int) throws {
        let (steps, failure) = Self.badAnswers[index]
        #expect(get(try LoopbackServer { _ in steps }) == .failure(failure))
    }

    @Test(
        "A head that is none is malformed",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.0 20 OK\r\n\r\n", "HTTP/1.0 2000\r\n\r\n",
            "HTTP/1.0 100 Continue\r\n\r\n", "HTTP/1.0 -12 OK\r\n\r\n", "\r\n\r\n\r\n", "HTTP/1.0\r\n\r\n",
            "HTTP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 1x\r\n\r\n",
            "HTTP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
            "HTTP/1.0 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.0 200 OK\r\n: no name\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: \r\n\r\n",
        ]
    )
    func malformed(head: String) throws {
        let answer = get(try LoopbackServer { _ in Self.send(head) })
        guard case .failure(.malformed) = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test("Every beginning of an answer is refused, and no flipped bit of its head is a crash")
    func damage() throws {
        let whole = Array("HTTP/1.0 200 OK\r\nContent-Length: 15\r\nX: y\r\n\r\nthe certificate".utf8)
        for count in whole.indices {
            #expect(throws: HTTPFailure.self) {
                _ = try get(try LoopbackServer { _ in [.send(Array(whole[..<count]))] }).get()
            }
        }
        for index in whole.indices.dropLast(Self.body.count) {
            var bytes = whole
            bytes[index] ^= 1 << (index % 8)
            _ = try? HTTPHead(bytes.dropLast(Self.body.count))
        }
    }

    @Test("A head without an end is given up at its limit, at once")
    func endlessHead() throws {
        let server = try LoopbackServer { _ in Self.send("HTTP/1.0 200 OK\r\n") + [.flood(Array("X: y\r\n".utf8))] }
        #expect(get(server) == .failure(.malformed("a head of more than 65536 bytes")))
    }

    @Test("The deadline holds over all of it: silence, drops, a server that never reads on")
    func slow() throws {
        let drip = Array(repeating: [LoopbackServer.Step.send([0x41]), .pause(20)], count: 500).flatMap(\.self)
        let all = [
            [.pause(10_000)], Self.send("HTTP/1.0 200 OK\r\n") + drip, Self.send("HTTP/1.0 200 OK\r\n\r\n") + drip,
        ]
        for steps in all {
            let server = try LoopbackServer { _ in steps }
            let start = ContinuousClock.now
            #expect(get(server, timeout: .milliseconds(300)) == .failure(.timedOut))
            #expect(start.duration(to: .now) < .seconds(5))
        }
    }

    @Test("Nobody there is said at once, and so is a connection that is cut off")
    func unreachable() throws {
        let address = try #require(HTTPAddress("http://127.0.0.1:\(try LoopbackServer.closedPort())/x"))
        let start = ContinuousClock.now
        #expect(throws: HTTPFailure.self) { try HTTPClient().answer(to: HTTPRequest(address, answerLimit: 10)) }
        #expect(start.duration(to: .now) < .seconds(5))
        let nobody = try #require(HTTPAddress("http://nobody.invalid/"))
        #expect(throws: HTTPFailure.self) { try HTTPClient().answer(to: HTTPRequest(nobody, answerLimit: 10)) }
        let reset = try LoopbackServer { _ in Self.send("HTTP/1.0 200 OK\r\nContent-Length: 15\r\n\r\nthe") + [.reset] }
        #expect(get(reset) == .failure(.truncated))
    }

    @Test("A request says what it wants, and only a proxy that was given sees the whole address")
    func request() throws {
        let echo = try LoopbackServer { LoopbackServer.answer("200 OK", Array($0.head.utf8) + [10] + $0.body) }
        let text = String(decoding: try get(echo, "/a%20b?c=d").get(), as: UTF8.self)
        #expect(text.hasPrefix("GET /a%20b?c=d HTTP/1.0\r\nHost: 127.0.0.1:\(echo.port)\r\n"))
        let far = try #require(HTTPAddress("http://pki.gov.kz/cert/x.cer"))
        let proxied = try HTTPClient(proxy: HTTPAddress(echo.base)).answer(to: HTTPRequest(far, answerLimit: 1_000))
        let head = String(decoding: proxied, as: UTF8.self)
        #expect(head.hasPrefix("GET http://pki.gov.kz/cert/x.cer HTTP/1.0\r\nHost: pki.gov.kz\r\n"))
        let address = try #require(HTTPAddress(echo.base))
        let body = HTTPRequest.Body(mediaType: "application/ocsp-request", bytes: [0x30, 0x00])
        let posted = try HTTPClient().answer(to: HTTPRequest(address, body: body, answerLimit: 1_000))
        #expect(
            String(decoding: posted, as: UTF8.self)
                .contains("Content-Type: application/ocsp-request\r\nContent-Length: 2")
        )
        #expect(posted.starts(with: Array("POST / HTTP/1.0\r\n".utf8)) && posted.suffix(3) == [10, 0x30, 0x00])
    }

    @Test(
        "Addresses",
        arguments: [
            ("http://pki.gov.kz/cert/root.cer", "pki.gov.kz", 80, "/cert/root.cer"), ("HTTP://A.kz", "a.kz", 80, "/"),
            ("http://a.kz:8080?x", "a.kz", 8_080, "/?x"), ("http://[::1]:80/", "::1", 80, "/"),
        ]
    )
    func address(text: String, host: String, port: Int, target: String) throws {
        let address = try #require(HTTPAddress(text))
        #expect(address.host == host && address.port == port && address.target == target)
        #expect(HTTPAddress(address.description) == address)
    }

    @Test(
        "What is no http address is none",
        arguments: [
            "", "http://", "https://a.kz/", "ftp://a.kz/", "a.kz/x", "http:///x", "http://a b/", "http://a.kz/x y",
            "http://a.kz/\r\nX: y", "http://user@a.kz/", "http://a.kz:0/", "http://a.kz:65536/", "http://a.kz:/",
            "http://a.kz:+80/", "http://a.kz/#x", "http://[::1/", "http://[]/", "http://[::1]x/", "http://а.kz/",
            "http://a.kz\\x/", "http://" + String(repeating: "a", count: 254) + "/",
        ]
    )
    func noAddress(text: String) { #expect(HTTPAddress(text) == nil) }
}

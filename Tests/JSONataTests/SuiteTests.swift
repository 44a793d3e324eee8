import Foundation
import JSONata
import QuickstepJSON
import Testing

struct SuiteTests {
    @Test func `every case of the open suite answers as expected`() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["QUICKSTEP_CONFORMANCE"] ?? "/work/shared/conformance").appendingPathComponent("jsonata")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("groups").path).sorted()
        var total = 0, passed = 0
        var datasets: [String: JSONValue] = [:]
        for file in names {
            let text = try String(contentsOf: folder.appendingPathComponent("groups/\(file)"), encoding: .utf8)
            let cases = try JSONValue.parse(LoneSurrogates.accepted(in: text)).arrayValue ?? []
            for c in cases {
                total += 1
                var input: JSONValue?
                if let data = c["data"] { input = data } else if let name = c["dataset"]?.stringValue {
                    if datasets[name] == nil {
                        datasets[name] = try JSONValue.parse(String(contentsOf: folder.appendingPathComponent("datasets/\(name).json"), encoding: .utf8))
                    }
                    input = datasets[name]
                }
                var surroundings = Surroundings(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
                for (key, value) in c["bindings"]?.objectValue ?? [:] { surroundings.bindings[key] = value }
                surroundings.limits.stackBytes = 400 * 1024
                if let depth = c["depth"]?.intValue { surroundings.limits.depth = depth }
                if let t = c["timelimit"]?.intValue { surroundings.limits.time = .milliseconds(t) }
                let id = c["id"]?.stringValue ?? "?"
                let expr = c["expr"]?.stringValue ?? ""
                var got = ""
                var ok = false
                do {
                    let result = try Expression(expr).outcome(input, with: surroundings)
                    switch result {
                    case .value(let v):
                        got = v.compactText
                        if let want = c["result"] { ok = same(want, v, unordered: c["unordered"]?.boolValue == true) }
                    case .nothing: got = "nothing"; ok = c["undefinedResult"]?.boolValue == true
                    case .function: got = "function"
                    }
                } catch {
                    got = "! \(error) pos \(error.position ?? -1) token \(error.token ?? "-")"
                    if let code = c["code"]?.stringValue {
                        ok = error.code == code && (c["token"] == nil || c["token"]?.stringValue == error.token)
                    } else if let want = c["error"]?.objectValue {
                        ok = true
                        for (k, v) in want {
                            switch k {
                            case "code": ok = ok && v.stringValue == error.code
                            case "message": ok = ok && v.stringValue == error.message
                            case "token": ok = ok && v.stringValue == error.token
                            case "value": ok = ok && error.value.map { same(v, $0, unordered: false) } == true
                            case "functionName": ok = ok && v.stringValue == error.functionName
                            default: ok = false
                            }
                        }
                    }
                }
                if ok { passed += 1 } else {
                    let want = c["result"] ?? c["code"] ?? c["error"] ?? "nothing"
                    print("FAIL \(id) | \(expr.prefix(300)) | want \(want.compactText.prefix(300)) | got \(got.prefix(300))")
                }
            }
        }
        print("SUITE \(passed) of \(total)")
        #expect(passed == total)
    }
}

func same(_ a: JSONValue, _ b: JSONValue, unordered: Bool) -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    case (.bool(let x), .bool(let y)): return x == y
    case (.number(let x), .number(let y)): return x.double == y.double
    case (.string(let x), .string(let y)): return x == y
    case (.array(let x), .array(let y)):
        guard x.count == y.count else { return false }
        if unordered {
            var rest = y
            for item in x {
                guard let i = rest.firstIndex(where: { same(item, $0, unordered: true) }) else { return false }
                rest.remove(at: i)
            }
            return true
        }
        return zip(x, y).allSatisfy { same($0, $1, unordered: unordered) }
    case (.object(let x), .object(let y)):
        guard x.count == y.count else { return false }
        return x.allSatisfy { m in y[m.key].map { same(m.value, $0, unordered: unordered) } == true }
    default: return false
    }
}

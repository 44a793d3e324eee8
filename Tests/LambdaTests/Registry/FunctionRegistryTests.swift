import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct FunctionRegistryTests {
    private static func function(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil
    ) -> Function {
        Function(name, timeout: timeout, concurrency: concurrency) { (event: JSONValue, context: FunctionContext) in
            event
        }
    }

    private let arn = "arn:aws:lambda:us-east-1:000000000000:function:thumbnail"

    private func registry() throws -> FunctionRegistry {
        try FunctionRegistry([Self.function("thumbnail"), Self.function("audit")])
    }

    private func error(of text: String, qualifier: String? = nil) throws -> ServiceError? {
        do throws(ServiceError) {
            _ = try FunctionRegistry([Self.function("thumbnail")]).find(text, qualifier: qualifier, in: .standard)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "thumbnail", "thumbnail:$LATEST", "function:thumbnail", "000000000000:function:thumbnail",
        "us-east-1:000000000000:function:thumbnail", "arn:aws:lambda:us-east-1:000000000000:function:thumbnail",
        "arn:aws:lambda:us-east-1:000000000000:function:thumbnail:$LATEST",
    ])
    func `a function is found by each way to name it`(text: String) throws {
        let (function, reference) = try registry().find(text, in: .standard)
        #expect(function.name == "thumbnail")
        #expect(reference.arn == arn)
    }

    @Test func `an ARN of another account names the function there`() throws {
        let text = "arn:aws:lambda:us-east-1:111122223333:function:thumbnail"
        #expect(try registry().find(text, in: .standard).reference.scope.account == "111122223333")
    }

    @Test func `an unknown function is not found`() throws {
        let error = try #require(try error(of: "nope"))
        #expect(error.code == "ResourceNotFoundException")
        #expect(error.httpStatus == 404)
        #expect(error.message == "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope")
    }

    @Test func `linked code has no versions but the latest`() throws {
        #expect(try error(of: "thumbnail:42")?.message == "Function not found: \(arn):42")
        #expect(try error(of: "thumbnail", qualifier: "live")?.message == "Function not found: \(arn):live")
        #expect(try error(of: "thumbnail", qualifier: "$LATEST") == nil)
        let mismatch = "The derived qualifier from the function name does not match the specified qualifier."
        #expect(try error(of: "thumbnail:1", qualifier: "2")?.message == mismatch)
    }

    @Test func `a function of another Region is out of reach`() throws {
        let error = try #require(try error(of: "arn:aws:lambda:eu-west-1:000000000000:function:thumbnail"))
        #expect(error.message == "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')")
    }

    @Test(arguments: [
        "", "a b", "a/b", "thumbnail:1:2", "arn:aws:s3:::bucket", "arn:aws:lambda:us-east-1:1:function:thumbnail",
        "12:function:thumbnail", ":", "arn", String(repeating: "x", count: 65), String(repeating: "x", count: 300),
        "arn:aws:lambda:us-east-1:000000000000:function:",
    ])
    func `a text that names no function is refused or not found`(text: String) throws {
        let error = try #require(try error(of: text))
        #expect(["ValidationException", "ResourceNotFoundException"].contains(error.code))
    }

    @Test func `two functions of one name are refused`() {
        #expect(throws: ServiceError.self) { try FunctionRegistry([Self.function("f"), Self.function("f")]) }
    }

    @Test(arguments: [
        Self.function(""), Self.function("a b"), Self.function("f", timeout: .zero),
        Self.function("f", timeout: .seconds(901)), Self.function("f", concurrency: 0),
        Self.function("f", concurrency: 1001),
    ])
    func `names and limits are checked`(function: Function) {
        #expect(throws: ServiceError.self) { try FunctionRegistry([function]) }
    }

    @Test func `functions are listed by name`() throws {
        #expect(try registry().functions.map(\.name) == ["audit", "thumbnail"])
        #expect(try registry().contains("audit"))
        #expect(try !registry().contains("nope"))
    }

    @Test func `the hint says what is linked and what to do`() throws {
        let hint = try registry().hint(forMissing: "nope")
        #expect(hint.contains("Linked are: audit, thumbnail."))
        #expect(hint.contains(#"Function("nope")"#))
        #expect(try FunctionRegistry([]).hint(forMissing: "nope").contains("No functions are linked"))
    }

    @Test func `functions can be listed one below the other`() {
        @FunctionBuilder func functions(_ withMore: Bool) -> [Function] {
            Self.function("a")
            if withMore { Self.function("b") }
            for name in ["c", "d"] { Self.function(name) }
            if withMore { Self.function("e") } else { Self.function("f") }
        }
        #expect(functions(true).map(\.name) == ["a", "b", "c", "d", "e"])
        #expect(functions(false).map(\.name) == ["a", "c", "d", "f"])
    }
}

import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct MessageAttributesTests {
    private static let binary = Array("traceparent\u{1E}00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01".utf8)

    private struct Digest: Sendable {
        let attributes: JSONObject
        let md5: String
    }

    private static let digests: [Digest] = [
        Digest(
            attributes: [
                "General": ["DataType": "String", "StringValue": "Kenobi"],
                "Hello": ["DataType": "String", "StringValue": "There"],
                "Help.Me": ["DataType": "String", "StringValue": "Me"],
            ],
            md5: "4c360f3fdafd970e05fae2f149d997f5"
        ),
        Digest(
            attributes: ["MyAttribute": ["DataType": "String", "StringValue": "foobar"]],
            md5: "adb59cd4678ea5a855436b949cd07ab6"
        ),
        Digest(
            attributes: ["attr1": ["DataType": "Number", "StringValue": "99.12"]],
            md5: "d302007e9aa062660afc85fd0a482472"
        ),
        Digest(
            attributes: [
                "WeeksOn": ["DataType": "Number", "StringValue": "6"],
                "Title": ["DataType": "String", "StringValue": "The Whistler"],
                "Author": ["DataType": "String", "StringValue": "John Grisham"],
            ],
            md5: "d25a6aea97eb8f585bfa92d314504a92"
        ),
        Digest(
            attributes: ["attr1": ["DataType": "Binary", "BinaryValue": .string(Base64.encode(binary))]],
            md5: "8cbe4db156db8a94db8b801b7addb984"
        ),
    ]

    @Test(arguments: digests)
    private func `the digest of attributes is the recorded one`(digest: Digest) throws {
        #expect(try MessageAttributes(json: digest.attributes).md5 == digest.md5)
    }

    @Test func `no attributes have no digest`() {
        #expect(MessageAttributes().md5 == nil)
    }

    @Test(arguments: [
        (["Hel.*"], ["Hello", "Help.Me"]), (["All"], ["General", "Hello", "Help.Me"]),
        ([".*"], ["General", "Hello", "Help.Me"]), (["*"], ["General", "Hello", "Help.Me"]),
        (["Hello", "nope", "we ird"], ["Hello"]), ([], []),
    ])
    func `a receiver chooses attributes by name or prefix`(names: [String], chosen: [String]) throws {
        let attributes = try MessageAttributes(json: [
            "General": ["DataType": "String", "StringValue": "Kenobi"],
            "Hello": ["DataType": "String", "StringValue": "There"],
            "Help.Me": ["DataType": "String", "StringValue": "Me"],
        ])
        // The recorded policy of `Hel.*` is the prefix before the period.
        #expect(attributes.selected(by: names).members.map(\.name) == chosen)
    }

    private static let refused: [Refusal] = [
        Refusal(["a": ["DataType": "String", "StringValue": ""]], "must contain a non-empty value of type 'String'"),
        Refusal(["a": ["DataType": "String"]], "must contain a non-empty value of type 'String'"),
        Refusal(["a^": ["DataType": "String", "StringValue": "x"]], "name can only contain"),
        Refusal(["aWs.x": ["DataType": "String", "StringValue": "x"]], "reserved for internal use"),
        Refusal([".a": ["DataType": "String", "StringValue": "x"]], "cannot start or end with '.'"),
        Refusal(["a": ["DataType": "Bool", "StringValue": "x"]], "but was: Bool"),
        Refusal(["a": ["DataType": "Stringy", "StringValue": "x"]], "but was: Stringy"),
        Refusal(["a": ["DataType": "Number", "StringValue": "nan"]], "to a number"),
        Refusal(["a": ["DataType": "Binary", "BinaryValue": "%%"]], "must contain a non-empty value of type 'Binary'"),
        Refusal(["a": ["StringValue": "x"]], "must contain a non-empty attribute type"),
        Refusal(["a": "x"], "must contain a non-empty attribute type"),
    ]

    @Test(arguments: refused)
    func `an attribute that SQS would refuse is refused`(refusal: Refusal) {
        let error = #expect(throws: ServiceError.self) { try MessageAttributes(json: refusal.parameters) }
        #expect(error?.code == refusal.code)
        #expect(error?.message.contains(refusal.text) == true, "\(error?.message ?? "")")
    }

    @Test func `labels and accents are accepted`() throws {
        let attributes = try MessageAttributes(json: ["Größe": ["DataType": "Number.int", "StringValue": "-1.5e3"]])
        #expect(attributes.json == ["Größe": ["StringValue": "-1.5e3", "DataType": "Number.int"]])
        #expect(attributes.byteCount == 7 + 10 + 6)
    }
}

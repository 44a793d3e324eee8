import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

struct TopicAttributesTests {
    struct Refused: Sendable {
        let attributes: JSONObject
        let text: String

        init(_ attributes: JSONObject, _ text: String) {
            self.attributes = attributes
            self.text = text
        }
    }

    static let refused: [Refused] = [
        Refused(
            ["a": ["DataType": "String", "StringValue": ""]],
            "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'."
        ),
        Refused(
            ["a": ["DataType": "String", "BinaryValue": "AgME"]],
            "The message attribute 'a' with type 'String' must use field 'String'."
        ),
        Refused(
            ["a": ["DataType": "Bool", "StringValue": "x"]],
            "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is "
                + "Binary, Number, and String."
        ),
        Refused(
            ["a^": ["DataType": "String", "StringValue": "x"]],
            "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include "
                + "alphanumeric characters, hyphens, underscores, or dots."
        ),
        Refused(
            [".a": ["DataType": "String", "StringValue": "x"]],
            "Invalid message attribute name starting with character '.' was found."
        ),
        Refused(
            ["a.": ["DataType": "String", "StringValue": "x"]],
            "Invalid message attribute name ending with character '.' was found."
        ),
        Refused(
            ["a..b": ["DataType": "String", "StringValue": "x"]],
            "Message attribute name can not have successive '.' character."
        ),
        Refused(
            ["a": ["DataType": "Number", "StringValue": "many"]],
            "Could not cast message attribute 'a' value to number."
        ),
    ]

    @Test(arguments: refused)
    func `an attribute that SNS would refuse is refused with its words`(example: Refused) {
        let error = #expect(throws: ServiceError.self) { try TopicAttributes(json: example.attributes) }
        #expect(error?.code == "ParameterValueInvalid")
        #expect(error?.message == example.text)
    }

    @Test func `an attribute without a type is a validation error`() {
        let error = #expect(throws: ServiceError.self) { try TopicAttributes(json: ["a": ["StringValue": "x"]]) }
        #expect(error?.code == "ValidationError")
        #expect(
            error?.message
                == "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' failed to satisfy "
                + "constraint: Member must not be null"
        )
    }
}

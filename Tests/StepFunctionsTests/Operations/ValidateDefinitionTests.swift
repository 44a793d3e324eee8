import QuickstepJSON
import QuickstepServiceKit
import Testing

struct ValidateDefinitionTests {
    private func validate(_ definition: String, _ more: JSONObject = [:]) async throws -> JSONValue {
        let harness = try await Harness.start(InMemoryStore())
        var members = more
        members["definition"] = .string(definition)
        let answer = try await harness.call("ValidateStateMachineDefinition", members)
        await harness.kernel.stop()
        return .object(answer)
    }

    private func codes(_ answer: JSONValue) -> [String?] {
        (answer["diagnostics"]?.arrayValue ?? []).map { $0["code"]?.stringValue }
    }

    @Test func `a valid definition has no diagnostics`() async throws {
        #expect(try await validate(Definitions.pass) == ["result": "OK", "diagnostics": [], "truncated": false])
    }

    @Test func `an empty text has a diagnostic without a place`() async throws {
        #expect(
            try await validate("")["diagnostics"] == [
                [
                    "severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED",
                    "message": "Definition must be a valid JSON object",
                ]
            ]
        )
    }

    @Test func `a text that is not JSON is told in the words of the service's parser`() async throws {
        let place = #"[Source: (String)"not a definition"; line: 1, column: 4]"#
        let values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        #expect(
            try await validate("not a definition") == [
                "result": "FAIL",
                "diagnostics": [
                    [
                        "severity": "ERROR", "code": "INVALID_JSON_DESCRIPTION",
                        "message": .string("Unrecognized token 'not': was expecting \(values)\n at \(place)"),
                        "location": .string(place),
                    ]
                ],
                "truncated": false,
            ]
        )
    }

    @Test func `an object without anything lacks two fields`() async throws {
        #expect(
            try await validate("{}")["diagnostics"] == [
                [
                    "severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED",
                    "message": "These fields are required: [States, StartAt]", "location": "/",
                ]
            ]
        )
    }

    @Test func `what is wrong with an Express machine is asked for by its type`() async throws {
        let resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
        let definition = #"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"\#(resource)","End":true}}}"#
        #expect(try await validate(definition, ["type": "STANDARD"])["result"] == "OK")
        #expect(try await validate(definition, ["type": "EXPRESS"])["result"] == "FAIL")
    }

    @Test func `warnings are shown when they are asked for, and fail nothing`() async throws {
        let definition = #"{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"a":"$.b"},"End":true}}}"#
        #expect(codes(try await validate(definition)) == [])
        let answer = try await validate(definition, ["severity": "WARNING"])
        #expect(answer["result"] == "OK")
        #expect(codes(answer) == ["NO_DOLLAR"])
        #expect(answer["diagnostics"]?[0]?["severity"] == "WARNING")
    }

    @Test func `what is valid and does not run here is a warning`() async throws {
        let definition = #"{"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#
        #expect(try await validate(definition)["result"] == "OK")
        let answer = try await validate(definition, ["severity": "WARNING"])
        #expect(answer["result"] == "OK")
        #expect(codes(answer) == ["QUICKSTEP_UNSUPPORTED"])
        #expect(answer["diagnostics"]?[0]?["severity"] == "WARNING")
    }

    @Test func `only so many diagnostics are shown as are asked for`() async throws {
        let definition = #"{"StartAt":"A","A":1,"B":2,"States":{"A":{"Type":"Succeed"}}}"#
        let two = try await validate(definition, ["maxResults": 0])
        #expect(codes(two).count == 2)
        #expect(two["truncated"] == false)
        let one = try await validate(definition, ["maxResults": 1])
        #expect(codes(one).count == 1)
        #expect(one["truncated"] == true)
        #expect(one["result"] == "FAIL")
    }

    @Test(
        arguments: [
            (["maxResults": 101], "Value '101' at 'maxResults'"), (["type": "FAST"], "Value 'FAST' at 'type'"),
            (["severity": "INFO"], "Value 'INFO' at 'severity'"),
        ] as [(JSONObject, String)]
    )
    func `a member that cannot be is refused`(members: JSONObject, text: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        var members = members
        members["definition"] = .string(Definitions.pass)
        let refusal = await harness.refusal("ValidateStateMachineDefinition", members)
        #expect(refusal?.contains(text) == true)
        await harness.kernel.stop()
    }
}

import QuickstepJSON
import Testing

@testable import QuickstepRuntime

/// What is a difference, and what is only another name, another time or another draw.
struct CrashJudgeTests {
    private static func observation(
        _ kind: Observation.Subject.Kind,
        _ values: [JSONValue],
        hasEndedBranches: Bool = false
    ) -> Observation {
        var observation = Observation()
        observation.subjects = [Observation.Subject(kind: kind, place: "here", values: values)]
        observation.hasEndedBranches = hasEndedBranches
        return observation
    }

    private static let one: JSONValue = ["Body": #"{"id": "5b2b0c4e-2d1c-4b6e-9a1e-111111111111", "n": 1}"#]
    private static let two: JSONValue = ["Body": #"{"id": "5b2b0c4e-2d1c-4b6e-9a1e-222222222222", "n": 2}"#]

    @Test func `names and times of another process are no difference`() {
        let calm = Self.observation(.messages, [Self.one])
        let other: JSONValue = ["Body": #"{"id": "00000000-2d1c-4b6e-9a1e-333333333333", "n": 1}"#]
        #expect(CrashJudge(calm, calm).differences(Self.observation(.messages, [other])).isEmpty)
        let times: (String) -> Observation = { Self.observation(.items, [["at": ["S": .string($0)]]]) }
        let judge = CrashJudge(times("2025-01-01T00:00:00.000Z"), times("2025-01-02T00:00:00.123Z"))
        #expect(judge.unsteady.isEmpty)
        #expect(judge.differences(times("2026-03-04T05:06:07Z")).isEmpty)
        #expect(judge.differences(times("yesterday")).count == 1)
    }

    @Test func `what is lost, doubled, new or another is told as such`() {
        let judge = CrashJudge(
            Self.observation(.messages, [Self.one, Self.two]),
            Self.observation(.messages, [Self.one, Self.two])
        )
        let told = { (values: [JSONValue]) in judge.differences(Self.observation(.messages, values)) }
        #expect(told([Self.two, Self.one]).isEmpty)
        #expect(told([Self.one]).first?.hasPrefix("here: lost message: ") == true)
        #expect(
            told([Self.one, Self.one, Self.two]).first?.hasPrefix("here: doubled: 2 messages instead of 1: ") == true
        )
        #expect(
            told([Self.one, Self.two, ["Body": "x"]]).first?.hasPrefix("here: message of no undisturbed run: ") == true
        )
        #expect(told([Self.one, ["Body": "x"]]).first?.hasPrefix("here: another message: ") == true)
    }

    @Test func `a place that differs between undisturbed runs is masked, and that place alone`() {
        let value: (Int, Int) -> Observation = {
            Self.observation(.items, [["draw": .number(JSONNumber($0)), "n": .number(JSONNumber($1))]])
        }
        let judge = CrashJudge(value(4711, 1), value(815, 1))
        #expect(judge.unsteady.isEmpty)
        #expect(judge.differences(value(99, 1)).isEmpty)
        #expect(judge.differences(value(99, 2)).count == 1)
    }

    @Test func `how an execution ended is never masked`() {
        let ended: (JSONValue) -> Observation = {
            Self.observation(.executions, [["name": "crash-test", "status": $0]])
        }
        #expect(!CrashJudge(ended("SUCCEEDED"), ended("FAILED")).unsteady.isEmpty)
        #expect(CrashJudge(ended("SUCCEEDED"), ended("SUCCEEDED")).differences(ended("FAILED")).count == 1)
    }

    @Test func `a call may be missing only where branches were ended, and be doubled nowhere`() {
        let calls: (Int, Bool) -> Observation = { count, hasEnded in
            Self.observation(.calls, Array(repeating: ["payload": 1], count: count), hasEndedBranches: hasEnded)
        }
        for hasEnded in [false, true] {
            let judge = CrashJudge(calls(2, hasEnded), calls(2, hasEnded))
            #expect(judge.differences(calls(1, hasEnded)).isEmpty == hasEnded)
            #expect(judge.differences(calls(3, hasEnded)).count == 1)
        }
    }

    @Test(arguments: [
        ("a 5b2b0c4e-2d1c-4b6e-9a1e-111111111111.", "a <uuid>."),
        ("at 2025-01-01T00:00:00Z and 2025-01-01T00:00:00.123456Z", "at <time> and <time>"),
        ("2025-01-01T00:00:00", "2025-01-01T00:00:00"),
        ("5b2b0c4e-2d1c-4b6e-9a1e", "5b2b0c4e-2d1c-4b6e-9a1e"),
        ("Grüße", "Grüße"),
    ])
    func `texts are masked where they hold names and times`(text: String, masked: String) {
        #expect(TextMask.masked(text) == masked)
    }

    @Test(arguments: ["before:7", "after:1"])
    func `a point is written as it is read`(text: String) {
        #expect(CrashPoint(text)?.description == text)
    }

    @Test(arguments: ["", "before", "before:", "before:0", "before:-1", "during:7", "after:7:8", "after:x"])
    func `what is no point is none`(text: String) {
        #expect(CrashPoint(text) == nil)
    }
}

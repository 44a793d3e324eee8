import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

/// What is checked and then refused by name: JSONata, and the distributed Map.
private let unsupportedSeedText = #"""
    {"StartAt":"A","States":{
     "A":{"Type":"Map","Label":"l","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
       "StartAt":"B","States":{"B":{"Type":"Pass","QueryLanguage":"JSONata","Output":{"a":["{% 1 %}"]},"End":true}}},
      "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key.$":"$.k"},
       "ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a"],"MaxItemsPath":"$.m"}},
      "ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"x.$":"$v"}},
      "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"}},
      "ToleratedFailureCountPath":"$.n","ToleratedFailurePercentage":12.5,"Next":"C"},
     "C":{"Type":"Choice","QueryLanguage":"JSONata","Choices":[{"Condition":"{% true %}","Next":"D","Output":1}]},
     "D":{"Type":"Task","QueryLanguage":"JSONata","Resource":"f","Arguments":{"a":"{% $x %}"},"TimeoutSeconds":"{% 1 %}",
      "Catch":[{"ErrorEquals":["States.Runtime"],"Assign":{"v":1},"Next":"E"}],"Next":"E"},
     "E":{"Type":"Wait","QueryLanguage":"JSONata","Seconds":"{% 2 %}","End":true}}}
    """#

/// Definitions made to hurt: each test ends, and nothing crashes.
@Suite struct HostileDefinitionTests {
    private let seedText = #"""
        {"StartAt":"A","States":{
          "A":{"Type":"Task","Resource":"f","Parameters":{"x.$":"States.Format('{}', $.a)"},"TimeoutSecondsPath":"$.t",
               "Retry":[{"ErrorEquals":["E"],"BackoffRate":1.5}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"D"}],
               "ResultPath":"$.r","Next":"B"},
          "B":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.n","NumericLessThanPath":"$.m"},
               {"Not":{"Variable":"$.s","StringMatches":"a*b"}}],"Next":"C"}],"Default":"D"},
          "C":{"Type":"Map","ItemsPath":"$.l","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},
               "Next":"D"},
          "D":{"Type":"Parallel","Branches":[{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"Next":"X"},
               "X":{"Type":"Succeed"}}}],"Assign":{"v.$":"$"},"End":true}}}
        """#

    @Test func `the seed decodes`() throws {
        #expect(try decode(seedText).states.count == 7)
    }

    @Test(arguments: 0..<40)
    func `a damaged definition decodes or is refused with places that exist`(seed: Int) {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        for _ in 0..<50 {
            var bytes = Array((seed.isMultiple(of: 2) ? seedText : unsupportedSeedText).utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
                default: bytes.swapAt(index, Int.random(in: bytes.indices, using: &random))
                }
            }
            let source = DefinitionSource(json: bytes)
            do throws(InvalidDefinition) {
                _ = try StateMachine.decode(source)
            } catch {
                #expect(error.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
                let isInside = error.diagnostics.allSatisfy { ($0.range?.endOffset ?? 0) <= bytes.count }
                #expect(isInside, "seed \(seed)")
                #expect(!DiagnosticRenderer(source: source).render(error.diagnostics).isEmpty, "seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<40)
    func `a damaged value in a definition is refused where it stands`(seed: Int) throws {
        var random = KeyedRandom(seed: UInt64(seed), event: 1)
        let values: [JSONValue] = [nil, true, 0, -1, 1.5, "", "$", "States.X(", "$.a[", [], [1], [:], ["a.$": 1]]
        let seedValue = try JSONValue.parse(seed.isMultiple(of: 2) ? seedText : unsupportedSeedText)
        for _ in 0..<50 {
            let replacement = values[Int.random(in: values.indices, using: &random)]
            let damaged = Self.replaceOne(in: seedValue, with: replacement, &random)
            let found = errors(in: damaged.compactText)
            let isPlaced = found.allSatisfy { $0.range != nil || $0.path.isEmpty }
            #expect(isPlaced, "seed \(seed): \(found)")
        }
    }

    /// Replaces a value somewhere in another.
    private static func replaceOne(
        in value: JSONValue,
        with replacement: JSONValue,
        _ random: inout KeyedRandom
    ) -> JSONValue {
        switch value {
        case .object(var object) where !object.isEmpty && Int.random(in: 0..<5, using: &random) > 0:
            let member = object[
                object.index(object.startIndex, offsetBy: Int.random(in: 0..<object.count, using: &random))
            ]
            object[member.key] = replaceOne(in: member.value, with: replacement, &random)
            return .object(object)
        case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<5, using: &random) > 0:
            let index = Int.random(in: elements.indices, using: &random)
            elements[index] = replaceOne(in: elements[index], with: replacement, &random)
            return .array(elements)
        default:
            return replacement
        }
    }

    @Test(arguments: 0..<20)
    func `random texts are no calls, or calls`(seed: Int) {
        var random = KeyedRandom(seed: UInt64(seed), event: 2)
        let parts = [
            "States.Format(", "States.Array(", "'", "{}", "\\", ")", ",", " ", "$.a", "$", "[", "]", "?(@", "1", "-",
            "e9",
            "true", "null", "é", "\u{1F600}", "\"", "..", "*",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...12, using: &random)
            let text =
                "States.Array(" + (0..<count).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
            do throws(IntrinsicSyntaxError) {
                #expect(try IntrinsicCall(parsing: text).text == text, "seed \(seed)")
            } catch {
                #expect((0...text.unicodeScalars.count).contains(error.offset), "seed \(seed): \(text)")
            }
        }
    }

    @Test func `thousands of wrong transitions are refused in reasonable time`() {
        let states = (0..<5_000).map { #""State\#($0)":{"Type":"Pass","Next":"Stat\#($0)","Nxt":1}"# }
        let found = errors(in: #"{"StartAt":"State0","States":{\#(states.joined(separator: ","))}}"#)
        #expect(found.count == 100)
    }

    @Test func `warnings do not crowd out errors`() {
        let members = (0..<300).map { #""m\#($0)":"$.a""# }.joined(separator: ",")
        let text = #"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{\#(members)},"Nxt":"B","End":true}}}"#
        #expect(warnings(in: text).count == 100)
        #expect(!errors(in: text).isEmpty)
    }
}

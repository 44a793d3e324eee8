import QuickstepJSON
import Testing

@Suite struct JSONObjectTests {
    @Test func `members keep the order in which they were added`() {
        var object: JSONObject = ["b": 1, "a": 2]
        object["c"] = 3
        object["b"] = 4
        #expect(Array(object.keys) == ["b", "a", "c"])
        #expect(Array(object.values) == [4, 2, 3])
        #expect(object.count == 3)
        #expect(object[0].key == "b")
        #expect(object.last?.value == 3)
    }

    @Test func `a repeated key keeps its first place and takes the last value`() {
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
        #expect((["a": 1, "b": 2, "a": 3] as JSONObject).description == #"{"a":3,"b":2}"#)
        #expect((["a": 1, "b": 2, "a": 3] as JSONValue).compactText == #"{"a":3,"b":2}"#)
    }

    @Test func `a repeated key in a large document keeps its first place and takes the last value`() throws {
        let members = (0..<30).map { "\"k\($0 % 25)\":\($0)" }.joined(separator: ",")
        let object = try #require(try JSONValue.parse("{\(members)}").objectValue)
        #expect(object.count == 25)
        #expect(object["k3"] == 28)
        #expect(object.position(ofKey: "k3") == 3)
        #expect(object["k20"] == 20)
    }

    @Test func `an object is made of parts of another`() {
        let object: JSONObject = ["a": 1, "b": 2, "c": 3]
        #expect(JSONObject(object.filter { $0.key != "b" }) == ["a": 1, "c": 3])
        #expect(JSONObject(object.dropFirst()) == ["b": 2, "c": 3])
        #expect(object.mapValues { .array([$0]) } == ["a": [1], "b": [2], "c": [3]])
    }

    @Test(arguments: [3, 8, 9, 20, 200])
    func `members are found, replaced and removed at every size`(size: Int) {
        var object = JSONObject()
        for number in 0..<size { object["key \(number)"] = .number(JSONNumber(number)) }
        for number in 0..<size {
            #expect(object["key \(number)"]?.intValue == number)
            #expect(object.position(ofKey: "key \(number)") == number)
        }
        #expect(object["key \(size)"] == nil)
        for number in stride(from: 0, to: size, by: 2) {
            #expect(object.removeValue(forKey: "key \(number)")?.intValue == number)
        }
        #expect(object.removeValue(forKey: "key 0") == nil)
        #expect(Array(object.keys) == stride(from: 1, to: size, by: 2).map { "key \($0)" })
        for number in 0..<size {
            #expect(object["key \(number)"]?.intValue == (number.isMultiple(of: 2) ? nil : number))
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `random changes agree with a plain list of pairs`(seed: UInt64) {
        var generator = SeededGenerator(seed: 4_000_000 + seed)
        var object = JSONObject()
        var model: [(String, Int)] = []
        for step in 0..<400 {
            let key = "k\(Int.random(in: 0..<40, using: &generator))"
            let position = model.firstIndex { $0.0 == key }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0, 1:
                object[key] = .number(JSONNumber(step))
                if let position { model[position].1 = step } else { model.append((key, step)) }
            case 2 where position == nil:
                object.append(unique: key, .number(JSONNumber(step)))
                model.append((key, step))
            case 3, 4:
                object[key] = nil
                if let position { model.remove(at: position) }
            default:
                #expect(object[key]?.intValue == position.map { model[$0].1 }, "seed \(seed), step \(step)")
            }
            #expect(object.position(ofKey: key) == model.firstIndex { $0.0 == key }, "seed \(seed), step \(step)")
        }
        #expect(Array(object.keys) == model.map(\.0), "seed \(seed)")
        #expect(object.values.map(\.intValue) == model.map(\.1), "seed \(seed)")
    }

    @Test func `a copy does not see later changes`() {
        let original = JSONObject((0..<20).map { ("k\($0)", .number(JSONNumber($0))) })
        var copy = original
        copy["k5"] = nil
        copy["k6"] = "changed"
        copy["new"] = true
        #expect(original["k5"] == 5)
        #expect(original["k6"] == 6)
        #expect(original["new"] == nil)
        #expect(original.count == 20)
        #expect(copy.count == 20)
    }
}

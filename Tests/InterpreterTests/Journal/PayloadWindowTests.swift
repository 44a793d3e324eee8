import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct PayloadWindowTests {
    private static func payload(_ number: Int) -> JSONValue {
        .string("payload \(number)")
    }

    @Test func `eight distinct payloads are remembered`() {
        var window = PayloadWindow()
        for number in 0..<9 { window.insert(Self.payload(number), byteCount: 64) }
        #expect(window.distance(of: Self.payload(0)) == nil)
        #expect(window.distance(of: Self.payload(1)) == 7)
        #expect(window.distance(of: Self.payload(8)) == 0)
    }

    @Test func `one that is used stays longest`() {
        var window = PayloadWindow()
        for number in 0..<8 { window.insert(Self.payload(number), byteCount: 64) }
        #expect(window.use(distance: 7) == Self.payload(0))
        window.insert(Self.payload(8), byteCount: 64)
        #expect(window.distance(of: Self.payload(0)) == 1)
        #expect(window.distance(of: Self.payload(1)) == nil)
    }

    @Test(arguments: [-1, 1, Int.min, Int.max])
    func `a reference to nothing gives nothing`(distance: Int) {
        var window = PayloadWindow()
        window.insert(Self.payload(0), byteCount: 64)
        #expect(window.use(distance: distance) == Optional.none)
    }

    @Test func `payloads that differ in a leaf are different`() {
        var window = PayloadWindow()
        window.insert(["x": 1], byteCount: 64)
        #expect(window.distance(of: ["x": 2]) == nil)
        #expect(window.distance(of: ["x": "1"]) == nil)
        #expect(window.distance(of: ["x": 1]) == 0)
    }
}

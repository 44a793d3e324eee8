/// A function of the library.
struct NativeFunction: Sendable {
    /// What a function does with its arguments, which follow its signature.
    typealias Body = @Sendable ([Value], CallContext) throws(JSONataError) -> Value

    let name: String
    let signature: Signature

    /// How many arguments a higher-order function passes to it at most.
    let arity: Int
    let body: Body

    /// Makes a function of the library; a malformed signature takes no arguments.
    init(_ name: String, _ signature: String, arity: Int, _ body: @escaping Body) {
        self.name = name
        self.signature = (try? Signature(signature)) ?? Signature(parameters: [])
        self.arity = arity
        self.body = body
    }

    /// All functions by their names.
    static let library: [String: NativeFunction] = {
        let all =
            StringFunctions.all + PatternFunctions.all + EncodingFunctions.all + FormattingFunctions.all
            + NumberFunctions.all + AggregateFunctions.all + BooleanFunctions.all + ArrayFunctions.all
            + HigherOrderFunctions.all + ObjectFunctions.all + ControlFunctions.all + DateFunctions.all
        return Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    }()
}

extension [Value] {
    /// An argument, nothing where it is not given.
    func argument(_ place: Int) -> Value {
        place < self.count ? self[place] : .nothing
    }

    /// A text, nil where it is not given.
    func text(_ place: Int) -> String? {
        if case .string(let text) = self.argument(place) { return text }
        return nil
    }

    /// A number, nil where it is not given.
    func number(_ place: Int) -> Double? {
        if case .number(let number) = self.argument(place) { return number }
        return nil
    }

    /// The elements of an array, nil where it is not given.
    func elements(_ place: Int) -> Elements? {
        self.argument(place).elements
    }

    /// A function, nil where it is not given.
    func function(_ place: Int) -> FunctionValue? {
        if case .function(let function) = self.argument(place) { return function }
        return nil
    }
}

extension Value {
    /// A number as JavaScript's functions take it: cut to an integer, within bounds.
    static func integer(_ number: Double, in range: ClosedRange<Int>) -> Int {
        if number.isNaN { return 0.clamped(to: range) }
        if number >= Double(range.upperBound) { return range.upperBound }
        if number <= Double(range.lowerBound) { return range.lowerBound }
        return Int(number)
    }
}

extension Int {
    /// The nearest integer of a range.
    func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}

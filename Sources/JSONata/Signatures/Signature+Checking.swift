import QuickstepJSON

extension Signature {
    /// The arguments as the function gets them: the context filled in, values wrapped into arrays.
    func checked(_ arguments: [Value], context: Value) throws(JSONataError) -> [Value] {
        if arguments.count == self.parameters.count, let simple = try self.checkedOneToOne(arguments) { return simple }
        let symbols = arguments.map(\.symbol)
        var hopeless: Set<Int> = []
        guard let counts = self.matched(symbols, parameter: 0, argument: 0, hopeless: &hopeless) else {
            throw self.mismatch(arguments, symbols)
        }
        var checked: [Value] = []
        var place = 0
        for (parameter, count) in zip(self.parameters, counts) {
            if count == 0 {
                if parameter.takesContext {
                    guard parameter.symbols.contains(context.symbol) else {
                        let details = JSONataErrorDetails(value: context.jsonForError, index: place + 1)
                        throw JSONataError("T0411", details)
                    }
                    checked.append(context)
                } else {
                    // What was given at this place passes, though it belongs to the next parameter.
                    checked.append(place < arguments.count ? arguments[place] : .nothing)
                    place += 1
                }
                continue
            }
            for _ in 0..<count {
                let argument = place < arguments.count ? arguments[place] : .nothing
                checked.append(parameter.isArray ? try self.array(argument, for: parameter, at: place) : argument)
                place += 1
            }
        }
        return checked
    }

    /// The usual case, with one argument for each parameter; nil where it is another case.
    private func checkedOneToOne(_ arguments: [Value]) throws(JSONataError) -> [Value]? {
        var needsWork = false
        for place in arguments.indices {
            guard self.parameters[place].symbols.contains(arguments[place].symbol) else { return nil }
            if self.parameters[place].isArray { needsWork = true }
        }
        guard needsWork else { return arguments }
        var checked = arguments
        for place in arguments.indices where self.parameters[place].isArray {
            checked[place] = try self.array(arguments[place], for: self.parameters[place], at: place)
        }
        return checked
    }

    /// How many arguments each parameter takes, as a regular expression over the types would match, or nil.
    ///
    /// It keeps the places from which nothing matches (`hopeless`), so that no signature takes more than quadratic time.
    private func matched(
        _ symbols: [TypeSymbols],
        parameter: Int,
        argument: Int,
        hopeless: inout Set<Int>
    ) -> [Int]? {
        guard parameter < self.parameters.count else { return argument == symbols.count ? [] : nil }
        let place = parameter * (symbols.count + 1) + argument
        guard !hopeless.contains(place) else { return nil }
        let wanted = self.parameters[parameter]
        var longest = 0
        while argument + longest < symbols.count, wanted.symbols.contains(symbols[argument + longest]) { longest += 1 }
        for count in wanted.count.choices(longest: longest) {
            let next = argument + count
            if let rest = self.matched(symbols, parameter: parameter + 1, argument: next, hopeless: &hopeless) {
                return [count] + rest
            }
        }
        hopeless.insert(place)
        return nil
    }

    /// Checks the elements of an array, or wraps what is none.
    private func array(_ value: Value, for parameter: Parameter, at place: Int) throws(JSONataError) -> Value {
        let symbol = value.symbol
        guard symbol != .missing else { return value }
        if let subtype = parameter.subtype, let letter = subtype.first {
            let wanted = TypeSymbols(letter)
            let isFine: Bool
            if let elements = value.elements {
                isFine = elements.isEmpty || elements.allSatisfy { $0.symbol == wanted }
            } else {
                isFine = subtype.count == 1 && wanted == symbol
            }
            guard isFine else {
                let details = JSONataErrorDetails(value: value.jsonForError, index: place + 1, type: subtype)
                throw JSONataError("T0412", details)
            }
        }
        return symbol == .array ? value : .array(ValueArray([value]))
    }

    /// Says which argument is wrong.
    private func mismatch(_ arguments: [Value], _ symbols: [TypeSymbols]) -> JSONataError {
        var goodTo = 0
        for end in self.parameters.indices {
            var hopeless: Set<Int> = []
            let length = self.prefixLength(symbols, parameter: 0, end: end + 1, argument: 0, hopeless: &hopeless)
            guard let length else { break }
            goodTo = length
        }
        let value = goodTo < arguments.count ? arguments[goodTo].jsonForError : nil
        return JSONataError("T0410", JSONataErrorDetails(value: value, index: goodTo + 1))
    }

    /// How many arguments the first parameters take, whatever follows.
    private func prefixLength(
        _ symbols: [TypeSymbols],
        parameter: Int,
        end: Int,
        argument: Int,
        hopeless: inout Set<Int>
    ) -> Int? {
        guard parameter < end else { return argument }
        let place = parameter * (symbols.count + 1) + argument
        guard !hopeless.contains(place) else { return nil }
        let wanted = self.parameters[parameter]
        var longest = 0
        while argument + longest < symbols.count, wanted.symbols.contains(symbols[argument + longest]) { longest += 1 }
        for count in wanted.count.choices(longest: longest) {
            let next = argument + count
            let length = self.prefixLength(
                symbols,
                parameter: parameter + 1,
                end: end,
                argument: next,
                hopeless: &hopeless
            )
            if let length { return length }
        }
        hopeless.insert(place)
        return nil
    }
}

extension Signature.Count {
    /// How many arguments to try, in order.
    fileprivate func choices(longest: Int) -> [Int] {
        switch self {
        case .one: longest >= 1 ? [1] : []
        case .optional: longest >= 1 ? [1, 0] : [0]
        case .many: longest >= 1 ? Array((1...longest).reversed()) : []
        case .ratherNone: longest >= 1 ? [0, 1] : [0]
        }
    }
}

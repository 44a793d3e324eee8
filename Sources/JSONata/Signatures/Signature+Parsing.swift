import QuickstepJSON

extension Signature {
    /// Reads a signature; the result's type behind the colon is not checked.
    init(_ text: String) throws(JSONataError) {
        let letters = Array(text)
        var parameters: [Parameter] = []
        var place = 1
        while place < letters.count, letters[place] != ":" {
            let letter = letters[place]
            switch letter {
            case "s", "n", "b", "l", "o":
                guard let symbol = TypeSymbols(letter) else { break }
                parameters.append(Parameter(symbols: [symbol, .missing], type: String(letter)))
            case "a":
                let symbols: TypeSymbols = [.json, .function, .missing]
                parameters.append(Parameter(symbols: symbols, isArray: true, type: "a"))
            case "f":
                parameters.append(Parameter(symbols: .function, type: "f"))
            case "j":
                parameters.append(Parameter(symbols: [.json, .missing], type: "j"))
            case "x":
                parameters.append(Parameter(symbols: [.json, .function, .missing], type: "x"))
            case "-":
                guard !parameters.isEmpty else { break }
                parameters[parameters.count - 1].takesContext = true
                parameters[parameters.count - 1].count = .optional
            case "?", "+":
                guard let last = parameters.last else { break }
                parameters[parameters.count - 1].count = Self.count(last.count, modifiedBy: letter)
            case "(":
                let end = Self.closing(letters, from: place, open: "(", close: ")")
                let choice = letters[(place + 1)..<min(end, letters.count)]
                guard !choice.contains("<") else {
                    throw JSONataError("S0402", JSONataErrorDetails(value: .string(String(choice))))
                }
                let symbols = choice.reduce(TypeSymbols.missing) { $0.union(TypeSymbols($1) ?? []) }
                parameters.append(Parameter(symbols: symbols, type: "(\(String(choice)))"))
                place = end
            case "<":
                let end = Self.closing(letters, from: place, open: "<", close: ">")
                guard let last = parameters.last, last.type == "a" || last.type == "f" else {
                    let value = parameters.last.map { JSONValue.string($0.type) }
                    throw JSONataError("S0401", JSONataErrorDetails(value: value))
                }
                parameters[parameters.count - 1].subtype = String(letters[(place + 1)..<min(end, letters.count)])
                place = end
            default:
                break
            }
            place += 1
        }
        // The bracket that ends a signature without a result is no parameter.
        self.parameters = parameters
    }

    private static func count(_ count: Count, modifiedBy letter: Character) -> Count {
        if letter == "+" { return .many }
        return count == .optional ? .ratherNone : .optional
    }

    /// Where the bracket closes that opens at a place.
    private static func closing(_ letters: [Character], from place: Int, open: Character, close: Character) -> Int {
        var depth = 0
        for index in place..<letters.count {
            if letters[index] == open { depth += 1 }
            if letters[index] == close {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return letters.count
    }
}

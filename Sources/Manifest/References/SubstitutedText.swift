/// A text with places to fill in, `${Name}`: that of `Fn::Sub`, or a definition with substitutions.
struct SubstitutedText: Equatable {
    enum Part: Equatable {
        case literal(String)
        case place(String)
    }

    let parts: [Part]

    /// The text of `Fn::Sub`: everything between `${` and `}` is a place, and `${!Name}` is `${Name}` itself.
    ///
    /// - Returns: `nil` where a brace is not closed.
    init?(sub text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "${") {
            guard let close = rest[open.upperBound...].firstIndex(of: "}") else { return nil }
            parts.append(.literal(String(rest[..<open.lowerBound])))
            let name = rest[open.upperBound..<close]
            if name.hasPrefix("!") {
                parts.append(.literal("${\(name.dropFirst())}"))
            } else {
                parts.append(.place(String(name.trimmingBlanks)))
            }
            rest = rest[rest.index(after: close)...]
        }
        parts.append(.literal(String(rest)))
        self.parts = parts.filter { $0 != .literal("") }
    }

    /// The text of a definition: only a name of letters and digits is a place, for braces mean other things as well there.
    init(definition text: String) {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "${") {
            literal += rest[..<open.lowerBound]
            let name = rest[open.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
                parts += [.literal(literal), .place(String(name))]
                literal = ""
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                literal += "${"
                rest = rest[open.upperBound...]
            }
        }
        parts.append(.literal(literal + rest))
        self.parts = parts.filter { $0 != .literal("") }
    }

    /// The names of the places, each once, in order.
    var places: [String] {
        var places: [String] = []
        for case .place(let name) in parts where !places.contains(name) { places.append(name) }
        return places
    }

    /// The text with its places filled in; a place that `fill` does not know stays as it is.
    func filled(_ fill: (String) -> String?) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .place(let name): fill(name) ?? "${\(name)}"
            }
        }.joined()
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}

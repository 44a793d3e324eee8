import QuickstepJSON

/// How a date is written, such as `[D1o] [MNn] [Y0001]`.
struct DatePicture {
    /// The picture that is used where none is given.
    static let iso = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"

    /// A piece of the picture.
    enum Part {
        case literal(String)
        case marker(Marker)
    }

    /// A component and how it is written.
    struct Marker {
        let component: Unicode.Scalar
        /// The case of a name, nil where a number is written.
        var names: IntegerPicture.Case?
        var integer: IntegerPicture?
        var widthMax: Int?
        /// How many low digits of the year are written, nil for all.
        var yearDigits: Int?
        /// Whether an offset of zero is written `Z`.
        var isTraditional = false
    }

    private(set) var parts: [Part] = []

    /// Reads a picture.
    init(_ picture: String) throws(JSONataError) {
        let letters = Array(picture.unicodeScalars)
        var start = 0
        var place = 0
        while place < letters.count {
            guard letters[place] == "[" else {
                place += 1
                continue
            }
            self.addLiteral(letters[start..<place])
            if place + 1 < letters.count, letters[place + 1] == "[" {
                self.parts.append(.literal("["))
                place += 2
                start = place
                continue
            }
            guard let end = letters[place...].firstIndex(of: "]") else { throw JSONataError("D3135") }
            let marker = letters[(place + 1)..<end].filter { !$0.properties.isWhitespace }
            try self.add(marker)
            place = end + 1
            start = place
        }
        self.addLiteral(letters[start...])
    }

    private mutating func addLiteral(_ letters: ArraySlice<Unicode.Scalar>) {
        guard !letters.isEmpty else { return }
        var text = String.UnicodeScalarView()
        var isSecond = false
        for letter in letters {
            // Two closing brackets stand for one.
            if letter == "]", isSecond {
                isSecond = false
                continue
            }
            isSecond = letter == "]"
            text.append(letter)
        }
        self.parts.append(.literal(String(text)))
    }

    private mutating func add(_ letters: [Unicode.Scalar]) throws(JSONataError) {
        let name = letters.first.map { String($0) } ?? ""
        guard let component = letters.first, let standard = Self.standards[component] else {
            throw JSONataError("D3132", JSONataErrorDetails(value: .string(name)))
        }
        var marker = Marker(component: component)
        var presentation = letters.dropFirst()
        var widthMin: Int?
        if let comma = letters.lastIndex(of: ","), comma > 0 {
            presentation = letters[1..<comma]
            let bounds = letters[(comma + 1)...].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            widthMin = Self.width(bounds[0])
            if bounds.count > 1 { marker.widthMax = Self.width(bounds[1]) }
        }
        var first = String(String.UnicodeScalarView(presentation))
        var second = ""
        if presentation.isEmpty {
            first = standard
        } else if presentation.count > 1, let last = presentation.last, "atco".unicodeScalars.contains(last) {
            second = String(last)
            first = String(String.UnicodeScalarView(presentation.dropLast()))
        }
        marker.isTraditional = second == "t"
        switch first.first {
        case "n": marker.names = .lower
        case "N": marker.names = first.dropFirst().first == "n" ? .title : .upper
        default:
            if "YMDdFWwXxHhmsf".unicodeScalars.contains(component) {
                try self.addInteger(second.isEmpty ? first : first + ";" + second, widthMin, to: &marker)
            }
        }
        if component == "Z" || component == "z" { marker.integer = try IntegerPicture(first) }
        self.parts.append(.marker(marker))
    }

    private mutating func addInteger(
        _ pattern: String,
        _ widthMin: Int?,
        to marker: inout Marker
    ) throws(JSONataError) {
        var integer = try IntegerPicture(pattern)
        if let widthMin { integer.mandatoryDigits = max(integer.mandatoryDigits, widthMin) }
        if marker.component == "Y" {
            if let width = marker.widthMax {
                marker.yearDigits = width
                integer.mandatoryDigits = width
            } else if integer.mandatoryDigits + integer.optionalDigits >= 2 {
                marker.yearDigits = integer.mandatoryDigits + integer.optionalDigits
            }
        }
        marker.integer = integer
        // Where numbers follow one another at once, the first has as many digits as it must have.
        if case .marker(var previous)? = self.parts.last, previous.integer != nil {
            let digits = previous.integer?.mandatoryDigits ?? 0
            previous.integer?.parseWidth = digits > 0 ? digits : nil
            self.parts[self.parts.count - 1] = .marker(previous)
        }
    }

    private static func width(_ letters: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let number = IntegerPicture.leadingInteger(Array(letters)) else { return nil }
        return Value.integer(number, in: 0...1_000)
    }

    /// How components are written where the picture does not say.
    private static let standards: [Unicode.Scalar: String] = [
        "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "h": "1",
        "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
    ]

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// The days of the week from Monday on.
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    static func noName(_ component: Unicode.Scalar) -> JSONataError {
        JSONataError("D3133", JSONataErrorDetails(value: .string(String(component))))
    }
}

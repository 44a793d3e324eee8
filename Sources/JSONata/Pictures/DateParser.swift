import QuickstepJSON
import QuickstepRegularExpressions

/// Reads an instant by a picture.
struct DateParser {
    private let markers: [DatePicture.Marker]

    /// What a text must look like, with a group for each marker.
    private let expression: RegularExpression?

    /// Reads a picture.
    init(_ picture: String) throws(JSONataError) {
        let parsed = try DatePicture(picture)
        var pattern = "^"
        var markers: [DatePicture.Marker] = []
        for part in parsed.parts {
            switch part {
            case .literal(let literal): pattern += Self.escaped(literal)
            case .marker(let marker):
                markers.append(marker)
                pattern += "(" + (try Self.pattern(marker)) + ")"
            }
        }
        self.markers = markers
        self.expression = try? RegularExpression(pattern + "$", flags: "i")
    }

    private static func escaped(_ literal: String) -> String {
        var text = ""
        for character in literal.unicodeScalars {
            if ".*+?^${}()|[]\\/".unicodeScalars.contains(character) { text += "\\" }
            text.unicodeScalars.append(character)
        }
        return text
    }

    private static func pattern(_ marker: DatePicture.Marker) throws(JSONataError) -> String {
        if marker.component == "Z" || marker.component == "z" {
            let separator = marker.zoneSeparator.map { Self.escaped(String($0)) + "[0-9]+" } ?? ""
            return (marker.component == "z" ? "GMT" : "") + "[-+][0-9]+" + separator
        }
        if let integer = marker.integer { return try integer.pattern() }
        guard "MxFP".unicodeScalars.contains(marker.component) else { throw DatePicture.noName(marker.component) }
        return "[a-zA-Z]+"
    }

    /// The milliseconds that a text stands for, nil where it does not fit the picture.
    func milliseconds(of text: String, _ run: Evaluation) throws(JSONataError) -> Double? {
        let units = UTF16Text.units(of: text)
        var budget = RegularExpressionBudget(steps: run.surroundings.limits.regularExpressionSteps)
        guard let expression, let match = try? expression.firstMatch(in: units, budget: &budget) else { return nil }
        guard !self.markers.isEmpty else { return nil }
        var components: [Unicode.Scalar: Double] = [:]
        for (place, marker) in self.markers.enumerated() {
            guard let range = match[place + 1] else { continue }
            let text = UTF16Text.text(of: units[range])
            components[marker.component] = try marker.number(of: text)
        }
        let now = DateFields(milliseconds: Double(run.surroundings.milliseconds))
        return try DateComponents(components).milliseconds(now)
    }
}

extension DatePicture.Marker {
    /// The sign between hours and minutes of an offset.
    fileprivate var zoneSeparator: Unicode.Scalar? {
        guard let integer = self.integer, integer.isRegular else { return nil }
        return integer.separators.first?.sign
    }

    /// What a text stands for, nil where it stands for nothing.
    fileprivate func number(of text: String) throws(JSONataError) -> Double? {
        if self.component == "Z" || self.component == "z" { return self.offset(text) }
        if let integer = self.integer { return try integer.number(of: text) }
        let names: [String]
        switch self.component {
        case "M", "x": names = DatePicture.months
        case "F": names = DatePicture.weekdays
        default: return ["am", "AM", "pm", "PM"].firstIndex(of: text).map { Double($0 / 2) }
        }
        let shortened = names.map { name in self.widthMax.map { $0 > 0 ? String(name.prefix($0)) : name } ?? name }
        return shortened.lastIndex(of: text).map { Double($0 + 1) }
    }

    /// The minutes of an offset.
    private func offset(_ text: String) -> Double {
        let letters = Array(text.unicodeScalars.dropFirst(self.component == "z" ? 3 : 0))
        func integer(_ letters: some Sequence<Unicode.Scalar>) -> Double {
            IntegerPicture.leadingInteger(Array(letters)) ?? 0
        }
        if let separator = self.zoneSeparator, let place = letters.firstIndex(of: separator) {
            return integer(letters[..<place]) * 60 + integer(letters[(place + 1)...])
        }
        if letters.count <= 3 { return integer(letters) * 60 }
        return integer(letters.prefix(3)) * 60 + integer(letters.dropFirst(3))
    }
}

/// The numbers that were read, and the instant that they make.
struct DateComponents {
    private var values: [Unicode.Scalar: Double]

    init(_ values: [Unicode.Scalar: Double]) {
        self.values = values
    }

    /// Whether something of a kind was read, and nothing of another.
    private func consists(of kind: String, among all: String) -> Bool {
        let given = all.unicodeScalars.filter { (self.values[$0] ?? 0) != 0 }
        return !given.isEmpty && given.allSatisfy { kind.unicodeScalars.contains($0) }
    }

    /// The instant, with what was not read filled in.
    func milliseconds(_ now: DateFields) throws(JSONataError) -> Double? {
        guard !self.values.isEmpty else { return nil }
        let allOfDate = "YXMxWwdD"
        let isMonthly = self.consists(of: "YMD", among: allOfDate)
        let isOrdinal = !isMonthly && self.consists(of: "Yd", among: allOfDate)
        let isWeekOfMonth = self.consists(of: "Xxw", among: allOfDate)
        let isWeekly = !isWeekOfMonth && self.consists(of: "XW", among: allOfDate)
        let isFullDay = self.consists(of: "Hmsf", among: "PHhmsf")
        let isHalfDay = !isFullDay && self.consists(of: "Phmsf", among: "PHhmsf")
        let date = isOrdinal ? "Yd" : isWeekOfMonth ? "XxwF" : isWeekly ? "XWF" : "YMD"
        var filled = self.values
        var hasBegun = false
        var hasEnded = false
        for component in (date + (isHalfDay ? "Phmsf" : "Hmsf")).unicodeScalars {
            if filled[component] != nil {
                hasBegun = true
                if hasEnded { throw JSONataError("D3136") }
            } else if hasBegun {
                filled[component] = "MDd".unicodeScalars.contains(component) ? 1 : 0
                hasEnded = true
            } else {
                filled[component] = now.number(component).map { Double($0) }
            }
        }
        if isWeekOfMonth || isWeekly { throw JSONataError("D3136") }
        func integer(_ component: Unicode.Scalar, _ standard: Int) -> Int {
            Value.integer(filled[component] ?? Double(standard), in: -100_000_000...100_000_000)
        }
        var hour = Double(integer("H", 0))
        if isHalfDay {
            hour = Double(integer("h", 0) == 12 ? 0 : integer("h", 0))
            if integer("P", 0) == 1 { hour += 12 }
        }
        let month = isOrdinal ? 1 : max(1, integer("M", 1))
        let day = isOrdinal ? integer("d", 1) : integer("D", 1)
        let days = Double(CivilDate.day(year: Self.year(integer("Y", 1970)), month: month, day: day))
        var time = hour * 3_600_000 + Double(integer("m", 0)) * 60_000
        time += Double(integer("s", 0)) * 1_000 + Double(integer("f", 0))
        if let offset = [filled["Z"], filled["z"]].compactMap({ $0 }).first(where: { $0 != 0 }) {
            time -= offset * 60_000
        }
        return days * CivilDate.millisecondsOfDay + time
    }

    /// Two digits mean the twentieth century, as in `Date.UTC`.
    private static func year(_ year: Int) -> Int {
        (0...99).contains(year) ? 1_900 + year : year
    }
}

/// Numbers in English words.
enum NumberWords {
    private static let few = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ]
    private static let ordinals = [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
        "Nineteenth",
    ]
    private static let decades = [
        "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred",
    ]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]

    // MARK: Writing

    /// The words of a number, each with a capital.
    static func words(_ number: Double, isOrdinal: Bool) -> String {
        self.words(number, isFollowing: false, isOrdinal: isOrdinal)
    }

    private static func words(_ number: Double, isFollowing: Bool, isOrdinal: Bool) -> String {
        guard number.isFinite else { return NumberText.text(of: number) }
        if number < 1_000 { return self.hundreds(Int(number), isFollowing: isFollowing, isOrdinal: isOrdinal) }
        var magnitude = 1
        var factor = 1e3
        while magnitude < self.magnitudes.count, number >= factor * 1e3 {
            magnitude += 1
            factor *= 1e3
        }
        let count = (number / factor).rounded(.down)
        let rest = number - count * factor
        var text = isFollowing ? ", " : ""
        text += self.words(count, isFollowing: false, isOrdinal: false) + " " + self.magnitudes[magnitude - 1]
        if rest > 0 {
            text += self.words(rest, isFollowing: true, isOrdinal: isOrdinal)
        } else if isOrdinal {
            text += "th"
        }
        return text
    }

    private static func hundreds(_ number: Int, isFollowing: Bool, isOrdinal: Bool) -> String {
        if number < 20 { return (isFollowing ? " and " : "") + (isOrdinal ? self.ordinals[number] : self.few[number]) }
        if number < 100 {
            let decade = (isFollowing ? " and " : "") + self.decades[number / 10 - 2]
            if number % 10 > 0 {
                return decade + "-" + self.hundreds(number % 10, isFollowing: false, isOrdinal: isOrdinal)
            }
            return isOrdinal ? decade.dropLast() + "ieth" : decade
        }
        let text = (isFollowing ? ", " : "") + self.few[number / 100] + " Hundred"
        if number % 100 > 0 { return text + self.hundreds(number % 100, isFollowing: true, isOrdinal: isOrdinal) }
        return isOrdinal ? text + "th" : text
    }

    // MARK: Reading

    /// All words in lower case with what they stand for.
    static let values: [(word: String, value: Double)] = {
        var values: [(word: String, value: Double)] = []
        for (number, word) in Self.few.enumerated() { values.append((word.lowercased(), Double(number))) }
        for (number, word) in Self.ordinals.enumerated() { values.append((word.lowercased(), Double(number))) }
        for (place, word) in Self.decades.enumerated() {
            let lower = word.lowercased()
            values.append((lower, Double((place + 2) * 10)))
            values.append((lower.dropLast() + "ieth", Double((place + 2) * 10)))
        }
        values.append(("hundredth", 100))
        var factor = 1.0
        for word in Self.magnitudes {
            factor *= 1e3
            values.append((word.lowercased(), factor))
            values.append((word.lowercased() + "th", factor))
        }
        return values
    }()

    private static let lookup = Dictionary(values.map { ($0.word, $0.value) }) { first, _ in first }

    /// The number that words in lower case stand for; NaN where one is unknown.
    static func number(of text: String) -> Double {
        var segments = [0.0]
        for word in self.parts(of: text) {
            let value = self.lookup[word] ?? .nan
            var top = segments.removeLast()
            if value < 100 {
                if top >= 1_000 {
                    segments.append(top)
                    top = 0
                }
                segments.append(top + value)
            } else {
                segments.append(top * value)
            }
        }
        return segments.reduce(0, +)
    }

    /// The words between blanks, hyphens, commas and "and".
    private static func parts(of text: String) -> [String] {
        text.split { $0 == " " || $0 == "-" || $0 == "," || $0.isWhitespace }.map { String($0) }.filter { $0 != "and" }
    }
}

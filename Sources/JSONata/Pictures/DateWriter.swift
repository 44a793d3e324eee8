import QuickstepJSON

/// Writes an instant by a picture.
struct DateWriter {
    private let fields: DateFields
    private let offset: (hours: Int, minutes: Int)

    init(_ milliseconds: Double, offset: (hours: Int, minutes: Int)) {
        let minutes = offset.hours * 60 + offset.minutes
        self.fields = DateFields(milliseconds: milliseconds + Double(minutes) * 60_000)
        self.offset = offset
    }

    /// The text of the instant.
    func text(_ picture: DatePicture, _ run: Evaluation) throws(JSONataError) -> String {
        var text = ""
        for part in picture.parts {
            switch part {
            case .literal(let literal): text += literal
            case .marker(let marker): text += try self.text(marker, run)
            }
        }
        try run.allocate(text: text.utf8.count)
        return text
    }

    private func text(_ marker: DatePicture.Marker, _ run: Evaluation) throws(JSONataError) -> String {
        switch marker.component {
        case "C", "E": return "ISO"
        case "P":
            let text = self.fields.hour >= 12 ? "pm" : "am"
            return marker.names == .upper ? text.uppercased() : text
        case "Z", "z": return try self.zone(marker, run)
        default: break
        }
        guard var number = self.fields.number(marker.component) else {
            throw JSONataError("D3132", JSONataErrorDetails(value: .string(String(marker.component))))
        }
        if marker.component == "Y", let digits = marker.yearDigits, digits < 10 {
            var modulus = 1
            for _ in 0..<digits { modulus *= 10 }
            number %= modulus
        }
        guard let names = marker.names else {
            return try marker.integer?.text(of: Double(number), run) ?? NumberText.text(of: Double(number))
        }
        var name: String
        switch marker.component {
        case "M", "x": name = DatePicture.months[(number - 1).clamped(to: 0...11)]
        case "F": name = DatePicture.weekdays[(number - 1).clamped(to: 0...6)]
        default: throw DatePicture.noName(marker.component)
        }
        switch names {
        case .upper: name = name.uppercased()
        case .lower: name = name.lowercased()
        case .title: break
        }
        return marker.widthMax.map { String(name.prefix($0)) } ?? name
    }

    private func zone(_ marker: DatePicture.Marker, _ run: Evaluation) throws(JSONataError) -> String {
        let offset = self.offset.hours * 100 + self.offset.minutes
        if offset == 0, marker.isTraditional { return "Z" }
        var text = ""
        if let integer = marker.integer {
            if integer.isRegular {
                text = try integer.text(of: Double(offset), run)
            } else {
                switch integer.mandatoryDigits {
                case 1, 2:
                    text = try integer.text(of: Double(self.offset.hours), run)
                    if self.offset.minutes != 0 {
                        text += ":" + (try IntegerPicture("00").text(of: Double(self.offset.minutes), run))
                    }
                case 3, 4:
                    text = try integer.text(of: Double(offset), run)
                default:
                    let value = JSONValue.number(JSONNumber(integer.mandatoryDigits))
                    throw JSONataError("D3134", JSONataErrorDetails(value: value))
                }
            }
        }
        if offset >= 0 { text = "+" + text }
        return marker.component == "z" ? "GMT" + text : text
    }
}

import QuickstepJSON

/// Functions of time.
enum DateFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("now", "<s?s?:s>", arity: 2) { (arguments, call) throws(JSONataError) in
            let now = Double(call.run.surroundings.milliseconds)
            return .string(try Self.text(of: now, arguments.text(0), arguments.text(1), call.run))
        },
        NativeFunction("millis", "<:n>", arity: 0) { (_, call) throws(JSONataError) in
            .number(Double(call.run.surroundings.milliseconds))
        },
        NativeFunction("fromMillis", "<n-s?s?:s>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let milliseconds = arguments.number(0) else { return .nothing }
            return .string(try Self.text(of: milliseconds, arguments.text(1), arguments.text(2), call.run))
        },
        NativeFunction("toMillis", "<s-s?:n>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            if let picture = arguments.text(1) {
                let parser = try DateParser(picture)
                return try parser.milliseconds(of: text, call.run).map { .number($0) } ?? .nothing
            }
            guard let milliseconds = ISODate.milliseconds(of: text) else {
                throw JSONataError("D3110", JSONataErrorDetails(value: .string(text)))
            }
            return .number(milliseconds)
        },
    ]

    private static func text(
        of milliseconds: Double,
        _ picture: String?,
        _ timezone: String?,
        _ run: Evaluation
    ) throws(JSONataError) -> String {
        // The years that JavaScript's dates have.
        guard milliseconds.magnitude <= 8.64e15 else {
            throw JSONataError("D1001", JSONataErrorDetails(value: JSONValue(javaScript: milliseconds)))
        }
        let offset = ISODate.offset(of: timezone)
        let parsed = try DatePicture(picture ?? DatePicture.iso)
        return try DateWriter(milliseconds, offset: offset).text(parsed, run)
    }
}

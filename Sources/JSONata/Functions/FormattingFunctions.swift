import QuickstepJSON

/// Functions that write numbers by pictures, and read them.
enum FormattingFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("formatNumber", "<n-so?:s>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let number = arguments.number(0) else { return .nothing }
            let symbols = NumberSymbols(arguments.argument(2).members)
            let picture = try NumberPicture(arguments.text(1) ?? "", symbols)
            return .string(try picture.text(of: number, call.run))
        },
        NativeFunction("formatInteger", "<n-s:s>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let number = arguments.number(0) else { return .nothing }
            let picture = try IntegerPicture(arguments.text(1) ?? "")
            return .string(try picture.text(of: number.rounded(.down), call.run))
        },
        NativeFunction("parseInteger", "<s-s:n>", arity: 2) { (arguments, _) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            let picture = try IntegerPicture(arguments.text(1) ?? "")
            return try picture.number(of: text).map { .number($0) } ?? .nothing
        },
    ]
}

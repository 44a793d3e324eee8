import QuickstepJSON

/// Functions of truth.
enum BooleanFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("boolean", "<x-:b>", arity: 1) { (arguments, _) throws(JSONataError) in
            let value = arguments.argument(0)
            return value.isNothing ? .nothing : .bool(try Truth.isTrue(value))
        },
        NativeFunction("not", "<x-:b>", arity: 1) { (arguments, _) throws(JSONataError) in
            let value = arguments.argument(0)
            return value.isNothing ? .nothing : .bool(try !Truth.isTrue(value))
        },
        NativeFunction("exists", "<x:b>", arity: 1) { (arguments, _) throws(JSONataError) in
            .bool(!arguments.argument(0).isNothing)
        },
    ]
}

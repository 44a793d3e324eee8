/// Lets functions be listed one below the other.
@resultBuilder
public enum FunctionBuilder {
    /// One function.
    ///
    /// - Parameter function: The function.
    /// - Returns: A list of it alone.
    public static func buildExpression(_ function: Function) -> [Function] {
        [function]
    }

    /// Functions that were listed elsewhere.
    ///
    /// - Parameter functions: The functions.
    /// - Returns: The same.
    public static func buildExpression(_ functions: [Function]) -> [Function] {
        functions
    }

    /// All that is listed in one block.
    ///
    /// - Parameter parts: What each line gives.
    /// - Returns: All functions in order.
    public static func buildBlock(_ parts: [Function]...) -> [Function] {
        parts.flatMap { $0 }
    }

    /// What an `if` without `else` gives.
    ///
    /// - Parameter part: The functions of the branch, if it is taken.
    /// - Returns: Those functions, or none.
    public static func buildOptional(_ part: [Function]?) -> [Function] {
        part ?? []
    }

    /// What the first branch of a condition gives.
    ///
    /// - Parameter part: The functions of the branch.
    /// - Returns: The same.
    public static func buildEither(first part: [Function]) -> [Function] {
        part
    }

    /// What the other branch of a condition gives.
    ///
    /// - Parameter part: The functions of the branch.
    /// - Returns: The same.
    public static func buildEither(second part: [Function]) -> [Function] {
        part
    }

    /// What a loop gives.
    ///
    /// - Parameter parts: The functions of each round.
    /// - Returns: All functions in order.
    public static func buildArray(_ parts: [[Function]]) -> [Function] {
        parts.flatMap { $0 }
    }
}

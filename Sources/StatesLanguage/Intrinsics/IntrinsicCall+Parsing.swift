extension IntrinsicCall {
    /// Parses the text of a call, such as `States.Format('Hello {}', $.name)`.
    ///
    /// Source: https://states-language.net/spec.html#intrinsic-functions
    package init(parsing text: String) throws(IntrinsicSyntaxError) {
        var parser = IntrinsicParser(text)
        self = try parser.parse()
    }
}

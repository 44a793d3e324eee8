/// A text that is not a call of an intrinsic function.
package struct IntrinsicSyntaxError: Error, Sendable, Equatable {
    /// What is wrong, as a sentence.
    package let message: String
    /// Where, in Unicode characters from the beginning of the text.
    package let offset: Int
    /// Whether the text is a call in the service, and only Quickstep does not take a path in it.
    package let isUnsupported: Bool

    package init(message: String, offset: Int, isUnsupported: Bool = false) {
        self.message = message
        self.offset = offset
        self.isUnsupported = isUnsupported
    }
}

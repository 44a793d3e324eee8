/// A text that is not a call of an intrinsic function.
package struct IntrinsicSyntaxError: Error, Sendable, Equatable {
    /// What is wrong, as a sentence.
    package let message: String
    /// Where, in Unicode characters from the beginning of the text.
    package let offset: Int
}

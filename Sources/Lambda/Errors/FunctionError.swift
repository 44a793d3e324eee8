public import QuickstepServiceKit

/// An error of a handler that chooses its own name and text.
///
/// A workflow matches `errorType` in `Retry` and `Catch`:
///
/// ```swift
/// struct NotAnImage: FunctionError {
///     var errorType: String { "NotAnImage" }
///     var errorMessage: String
/// }
/// ```
///
/// Any other error is named after its type, without module and outer types, and described by `String(describing:)`.
public protocol FunctionError: Error {
    /// The error's name, as `Retry` and `Catch` match it.
    var errorType: String { get }
    /// What happened.
    var errorMessage: String { get }
}

/// A handler that lets the error of a service through fails with the service's own error code.
extension ServiceError: FunctionError {
    /// The service's error code, such as `NoSuchKey`.
    public var errorType: String { code }
    /// What the service said.
    public var errorMessage: String { message }
}

package import QuickstepServiceKit

/// What keeps a runtime, or a command, from doing what was asked: in words for the person who asked.
public struct RuntimeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of error.
    ///
    /// More may be added; compare with the ones you handle.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Known: String { case dataFolder, definition, template, service, input, function, clock }

        private let known: Known

        /// The data folder cannot be opened, written, or read.
        public static let dataFolder = Code(known: .dataFolder)
        /// A state machine's definition is not valid.
        public static let definition = Code(known: .definition)
        /// A template is not valid, or holds something that is not supported.
        public static let template = Code(known: .template)
        /// A service refused a request.
        public static let service = Code(known: .service)
        /// A file or an argument cannot be used.
        public static let input = Code(known: .input)
        /// A clock cannot do what was asked.
        public static let clock = Code(known: .clock)
        /// A function is missing.
        public static let function = Code(known: .function)

        /// The code's name.
        public var description: String { known.rawValue }
    }

    /// The kind of error.
    public let code: Code
    /// What happened, where, and what to do.
    public let message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of error.
    ///   - message: What happened, where, and what to do.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package init(_ error: ServiceError) {
        self.init(.service, error.description)
    }

    package init(_ error: StoreError) {
        self.init(.dataFolder, error.message)
    }

    /// The message.
    public var description: String { message }
}

public import QuickstepLambda

/// What the command line was linked with: the functions of an application, and its own name.
public struct ApplicationContext: Sendable {
    /// The command's name, as its help shows it.
    public var commandName: String
    /// The functions that are linked in.
    public var functions: [Function]
    /// The path of the template that wires the application; `nil` where it has none.
    public var templatePath: String?

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - commandName: The command's name. Default `quickstep`.
    ///   - functions: The functions that are linked in. Default: none.
    ///   - templatePath: The path of the application's template. Default: none.
    public init(commandName: String = "quickstep", functions: [Function] = [], templatePath: String? = nil) {
        self.commandName = commandName
        self.functions = functions
        self.templatePath = templatePath
    }

    @TaskLocal static var current = ApplicationContext()
}

public import QuickstepLambda
public import QuickstepRuntime

/// What the command line was linked with: the functions of an application, and its own name.
public struct ApplicationContext: Sendable {
    /// The command's name, as its help shows it.
    public var commandName: String
    /// The functions that are linked in.
    public var functions: [Function]
    /// The template that wires the application; `nil` where it has none.
    public var template: Template?

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - commandName: The command's name. Default `quickstep`.
    ///   - functions: The functions that are linked in. Default: none.
    ///   - template: The application's template. Default: none.
    public init(commandName: String = "quickstep", functions: [Function] = [], template: Template? = nil) {
        self.commandName = commandName
        self.functions = functions
        self.template = template
    }

    /// A command line of this application, for a hint: with the data folder where it is not the one that everybody has.
    func hint(_ arguments: String, data: String) -> String {
        let folder = data == DataOptions.defaultFolder ? "" : " --data \(ShellWord.quoted(data))"
        return "\(commandName) \(arguments)\(folder)"
    }

    /// How a user carries on what is unfinished in a data folder: under the kind of time that it was made under.
    func resumeHint(data: String, _ reader: RuntimeReader) -> String {
        hint(reader.isOfRealTime ? "resume" : "resume --clock virtual", data: data)
    }

    @TaskLocal static var current = ApplicationContext()
}

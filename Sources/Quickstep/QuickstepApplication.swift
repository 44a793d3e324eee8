import QuickstepCLI
public import QuickstepLambda

/// An application: your functions, the template that wires them, and the whole command line.
///
/// ```swift
/// import Quickstep
///
/// @main struct ImagePipeline: QuickstepApplication {
///     var template: Template? { .file("Workflows/image-upload/template.yaml") }
///     var functions: [Function] {
///         Function("validate-image", handler: ValidateImage())
///     }
/// }
/// ```
///
/// The executable has every command that the stock `quickstep` has, with the functions linked in.
public protocol QuickstepApplication: Sendable {
    /// The name of the command. Default: the type's name, in lower case with hyphens.
    static var commandName: String { get }

    /// The functions that tasks, topics, buckets and pipes can call.
    @FunctionBuilder var functions: [Function] { get }

    /// Where the pipeline is wired. Default: nowhere.
    var template: Template? { get }

    /// Makes the application.
    init()
}

/// Where the template of an application lies.
public struct Template: Sendable, Hashable {
    /// The path of the file, from the folder in which the command runs.
    public let path: String

    /// A template in a file.
    ///
    /// - Parameter path: The file, from the folder in which the command runs.
    /// - Returns: The template.
    public static func file(_ path: String) -> Template {
        Template(path: path)
    }
}

extension QuickstepApplication {
    /// The type's name, in lower case with hyphens: `ImagePipeline` is `image-pipeline`.
    public static var commandName: String {
        var name = ""
        for character in String(describing: Self.self) {
            if character.isUppercase, !name.isEmpty { name += "-" }
            name += character.lowercased()
        }
        return name
    }

    /// No template.
    public var template: Template? { nil }

    /// Runs the command line and ends the process with its exit code.
    public static func main() async {
        let application = Self()
        await CommandLineTool.main(
            ApplicationContext(
                commandName: commandName,
                functions: application.functions,
                templatePath: application.template?.path
            )
        )
    }
}

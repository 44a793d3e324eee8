import QuickstepCLI
public import QuickstepLambda
public import QuickstepRuntime

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
    ///
    /// Exit codes: 0 succeeded, 1 execution failed, 2 timed out or aborted, 3 invalid definition or template, 4 data folder, 64 usage.
    @concurrent public static func main() async {
        let application = Self()
        await CommandLineTool.main(
            ApplicationContext(
                commandName: commandName,
                functions: application.functions,
                template: application.template
            )
        )
    }
}

import QuickstepLambda
import QuickstepManifest
import SystemPackage

/// Reads a template and the definitions that it names from disk, and fits the linked functions to it.
struct TemplateReader {
    let pipeline: PipelineTemplate

    init(_ template: Template, functions: [Function]) throws(RuntimeError) {
        let bytes: [UInt8]
        do throws(Errno) {
            bytes = try WholeFile.read(template.path)
        } catch {
            throw RuntimeError(.input, "Cannot read '\(template.path)': \(error).")
        }
        do throws(InvalidTemplate) {
            pipeline = try TemplateFile.read(
                path: template.path,
                bytes: bytes,
                linkedFunctions: functions.map(\.name),
                readFile: { path in try WholeFile.read(path) }
            ).template
        } catch {
            throw RuntimeError(.template, error.rendered())
        }
    }

    /// The functions with what the template says of them.
    func fitted(_ functions: [Function]) -> [Function] {
        functions.map { function in
            let resource = pipeline.functions.first { $0.name == function.name }
            guard let seconds = resource?.timeoutSeconds else { return function }
            var function = function
            function.timeout = .seconds(seconds)
            return function
        }
    }
}

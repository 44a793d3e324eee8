import QuickstepLambda
import QuickstepManifest
import SystemPackage

/// Reads a template and the definitions that it names from disk, and fits the linked functions to it.
struct TemplateReader {
    let pipeline: PipelineTemplate
    let warnings: [TemplateReport]

    /// No template and no definition is larger.
    static let fileBytesMax = 16 * 1024 * 1024

    init(_ template: Template, functions: [Function]) throws(RuntimeError) {
        let bytes: [UInt8]
        do {
            bytes = try Self.read(FilePath(template.path))
        } catch {
            throw RuntimeError(.input, "Cannot read '\(template.path)': \(error).")
        }
        do throws(InvalidTemplate) {
            let read = try TemplateFile.read(
                path: template.path,
                bytes: bytes,
                linkedFunctions: functions.map(\.name),
                readFile: { path in try Self.read(FilePath(path)) }
            )
            pipeline = read.template
            warnings = read.warnings
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

    private static func read(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter {
            var content: [UInt8] = []
            while true {
                let chunk = try [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
                    count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                if chunk.isEmpty { return content }
                content += chunk
                guard content.count <= fileBytesMax else { throw Errno.fileTooLarge }
            }
        }
    }
}

import ArgumentParser
import QuickstepLambda
import QuickstepRuntime
import SystemPackage

/// `quickstep download`: an object's bytes.
struct DownloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download",
        abstract: "Write an object's bytes to a file, or to standard output."
    )

    @Argument(help: ArgumentHelp("The object.", valueName: "bucket/key"))
    var place: ObjectPlace

    @Argument(help: "The file. (default: standard output)")
    var file: String?

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let object: ObjectContent
        do {
            let reader = try await RuntimeReader.open(data)
            defer { reader.close() }
            object = try await reader.object(bucket: place.bucket, key: place.key)
        } catch {
            throw CommandFailure(error)
        }
        do {
            guard let file else {
                try FileDescriptor.standardOutput.writeAll(object.bytes)
                return
            }
            let target = try FileDescriptor.open(
                FilePath(file),
                .writeOnly,
                options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
            _ = try target.closeAfter { try target.writeAll(object.bytes) }
        } catch Errno.brokenPipe {
            // The reader has what it wanted.
        } catch {
            throw CommandFailure(.usage, "Cannot write '\(file ?? "standard output")': \(error).")
        }
    }
}

public import QuickstepJSON
import QuickstepRuntime
import SystemPackage

/// An event as a service sent it, recorded in a JSON file beside the handler that receives it.
///
/// ```swift
/// @Test func `a text file is rejected`() async throws {
///     let recorded = try RecordedEvent<S3Event>("Functions/ImagePipeline/Events/s3-object-created.json")
///     let result = try await handler.handle(recorded.event, context: .test())
/// }
/// ```
public struct RecordedEvent<Event: Decodable & Sendable>: Sendable {
    /// The event as the handler's type has it.
    public let event: Event
    /// The event as it was recorded.
    public let json: JSONValue
    /// The file.
    public let path: String

    /// Reads a recorded event.
    ///
    /// - Parameters:
    ///   - path: The file. A relative path starts at the package: the nearest folder above `file` that holds a `Package.swift`.
    ///   - file: Where the test stands. Default: the calling file.
    /// - Throws: `RecordedEventError` when there is no such file, it is not JSON, or it does not fit the event's type; the message
    ///   says where.
    public init(_ path: String, file: String = #filePath) throws {
        self.path = PackageFolder.resolve(path, from: file)
        let bytes = try PackageFolder.read(self.path)
        do {
            json = try JSONValue.parse(bytes: bytes)
        } catch {
            throw RecordedEventError(path: self.path, reason: "is not JSON: \(error)")
        }
        do {
            event = try JSONValueDecoder().decode(Event.self, from: json)
        } catch {
            throw RecordedEventError(path: self.path, reason: "does not fit \(Event.self): \(error)")
        }
    }
}

/// A recorded event that cannot be used.
public struct RecordedEventError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong with it.
    public let reason: String

    /// File and reason in a sentence.
    public var description: String { "The recorded event \(path) \(reason)." }
}

/// Finds files of the package that a test belongs to.
enum PackageFolder {
    static func resolve(_ path: String, from file: String) -> String {
        guard FilePath(path).isRelative else { return path }
        var folder = FilePath(file).removingLastComponent()
        while !folder.isEmpty {
            if exists(folder.appending("Package.swift")) { return folder.appending(path).string }
            let above = folder.removingLastComponent()
            guard above != folder else { break }
            folder = above
        }
        return path
    }

    static func read(_ path: String) throws(RecordedEventError) -> [UInt8] {
        do throws(Errno) {
            return try WholeFile.read(path)
        } catch {
            throw RecordedEventError(path: path, reason: "cannot be read: \(error)")
        }
    }

    private static func exists(_ path: FilePath) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return false }
        try? file.close()
        return true
    }
}

import QuickstepJSON
import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A process that serves the handlers of this executable, one call at a time.
///
/// It has a process group of its own, so what a person types at the terminal does not reach it, and inherits nothing but its three
/// standard streams. When this process ends, however that happens, its pipes close, and it ends as well.
final class HandlerProcess: Sendable {
    /// What the handlers' process says; ends with the process.
    let messages: AsyncStream<HandlerMessage>

    private let outbox: AsyncStream<[UInt8]>.Continuation
    private let life: Task<ProcessEnding, Never>
    private let isOver: Flag

    /// Whether something has come to pass.
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    init(_ launch: HandlerLaunch) {
        let (messages, inbox) = AsyncStream.makeStream(of: HandlerMessage.self)
        let (frames, outbox) = AsyncStream.makeStream(of: [UInt8].self)
        let isOver = Flag()
        self.messages = messages
        self.outbox = outbox
        self.isOver = isOver
        life = Task {
            let ending = await Self.live(launch, frames, inbox)
            isOver.isSet.store(true, ordering: .relaxed)
            inbox.finish()
            return ending
        }
    }

    /// Whether it has ended.
    var hasEnded: Bool { isOver.isSet.load(ordering: .relaxed) }

    /// How it ended, once it has.
    var ending: ProcessEnding {
        get async { await life.value }
    }

    /// Tells it something.
    ///
    /// Returns whether that was small enough to be told.
    @discardableResult
    func send(_ message: RuntimeMessage) -> Bool {
        guard let frame = Frame.encode(message.json) else { return false }
        outbox.yield(frame)
        return true
    }

    /// Ends it at once.
    func kill() { life.cancel() }

    /// Ends it, and returns when it has.
    func stop() async {
        kill()
        _ = await life.value
    }

    private static func live(
        _ launch: HandlerLaunch,
        _ frames: AsyncStream<[UInt8]>,
        _ inbox: AsyncStream<HandlerMessage>.Continuation
    ) async -> ProcessEnding {
        var options = PlatformOptions()
        options.processGroupID = 0
        let configuration = Configuration(
            executable: .path(FilePath(launch.path)),
            arguments: Arguments(launch.arguments),
            environment: .inherit.updating([Environment.Key(stringLiteral: HandlerLaunch.variable): "1"]),
            platformOptions: options
        )
        do {
            let result = try await Subprocess.run(
                configuration,
                input: .inputWriter,
                output: .sequence,
                error: .currentStandardError
            ) { execution in
                await withTaskCancellationHandler {
                    await withTaskGroup(of: Void.self) { group in
                        group.addTask {
                            for await frame in frames {
                                guard (try? await execution.standardInputWriter.write(frame)) != nil else { return }
                            }
                        }
                        if await !read(execution.standardOutput, inbox) {
                            try? execution.send(signal: .kill, toProcessGroup: true)
                        }
                        group.cancelAll()
                    }
                } onCancel: {
                    try? execution.send(signal: .kill, toProcessGroup: true)
                }
            }
            return ProcessEnding(result.terminationStatus)
        } catch {
            return .notStarted("\(error)")
        }
    }

    /// Hands on what the process says, until it ends.
    ///
    /// Returns whether all of that was what such a process says.
    private static func read(
        _ output: SubprocessOutputSequence,
        _ inbox: AsyncStream<HandlerMessage>.Continuation
    ) async -> Bool {
        var reader = FrameReader()
        do {
            for try await piece in output {
                reader.append(piece.withUnsafeBytes { Array($0) })
                while let json = try reader.next() {
                    guard let message = HandlerMessage(json) else { return false }
                    inbox.yield(message)
                }
            }
        } catch {
            return false
        }
        return true
    }
}

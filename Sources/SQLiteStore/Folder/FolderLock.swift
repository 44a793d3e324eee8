import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The lock that makes one process the owner of a data folder.
///
/// It is an advisory lock on an open file: the operating system drops it with the process, however that ends, so no lock is
/// ever stale. What the file *says* may be, and counts only while the lock is held. The file is never removed: who removed
/// it could take away the name of a lock that another process has just taken.
final class FolderLock: Sendable {
    private let file: Mutex<OpenFile?>
    private let taken: LockRecord

    /// How often a busy lock is tried: a look at the lock holds it for a moment itself.
    private static let tries = 5
    private static let pauseMicroseconds: UInt32 = 2000
    private static let recordBytesMax = 4096

    /// Takes the lock of a folder and writes down who has it.
    init(folder: String, startedAt: Timestamp) throws(StoreError) {
        let path = Self.path(in: folder)
        let record = LockRecord(pid: Int(getpid()), endpoint: nil, startedAt: startedAt)
        let locked: OpenFile?
        do throws(SystemError) {
            let opened = try OpenFile(path, flags: O_RDWR | O_CREAT, attempt: "open the lock file")
            if try Self.lock(opened, LOCK_EX) {
                try opened.replaceContent(with: record.bytes)
                locked = consume opened
            } else {
                locked = nil
            }
        } catch {
            throw error.storeError
        }
        guard let locked else { throw Self.inUse(folder) }
        file = Mutex(locked)
        taken = record
    }

    /// Writes down where the owner listens, for commands that look for it.
    func announce(endpoint: String?) throws(StoreError) {
        let record = LockRecord(pid: taken.pid, endpoint: endpoint, startedAt: taken.startedAt)
        let failure = file.withLock { file -> SystemError? in
            do throws(SystemError) {
                try file?.replaceContent(with: record.bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure.storeError }
    }

    /// Gives the folder free.
    ///
    /// The descriptor is closed, and the lock goes with it.
    func release() {
        file.withLock { file in
            // What was written no longer holds; where it cannot be cleared, it is stale and nobody believes it.
            try? file?.replaceContent(with: [])
            file = nil
        }
    }

    /// Who owns a folder now.
    ///
    /// Nil where nobody does; a record of process 0 where the owner has not written yet.
    static func holder(of folder: String) throws(StoreError) -> LockRecord? {
        try reporting { () throws(SystemError) in
            guard try Folder.byteCount(path(in: folder)) != nil else { return nil }
            let opened = try OpenFile(path(in: folder), flags: O_RDONLY, attempt: "open the lock file")
            if try lock(opened, LOCK_SH) { return nil }
            return try record(in: folder) ?? LockRecord(pid: 0, endpoint: nil, startedAt: Timestamp(milliseconds: 0))
        }
    }

    /// Whether the lock was free.
    ///
    /// The lock belongs to this opening of the file, so two in one process exclude each other too.
    private static func lock(_ file: borrowing OpenFile, _ kind: CInt) throws(SystemError) -> Bool {
        var busy = 0
        while flock(file.descriptor, kind | LOCK_NB) != 0 {
            switch errno {
            case EINTR:
                continue
            case EWOULDBLOCK:
                busy += 1
                guard busy < tries else { return false }
                usleep(pauseMicroseconds)
            default:
                throw .latest("lock", file.path)
            }
        }
        return true
    }

    /// What the owner wrote; nil where it is in the middle of writing.
    private static func record(in folder: String) throws(SystemError) -> LockRecord? {
        let file = try OpenFile(path(in: folder), flags: O_RDONLY, attempt: "open the lock file")
        return LockRecord(bytes: try file.content(limit: recordBytesMax))
    }

    private static func path(in folder: String) -> String {
        folder + "/lock"
    }

    private static func inUse(_ folder: String) -> StoreError {
        let record = (try? record(in: folder)) ?? nil
        guard let record else {
            return StoreError(
                .inUse,
                "The data folder \(folder) is in use by another process. Stop that process, or choose another data folder."
            )
        }
        if record.pid == Int(getpid()) {
            return StoreError(
                .inUse,
                "The data folder \(folder) is already open in this process (\(record.pid)). Close it first, or choose another."
            )
        }
        let stop = "stop that process (kill \(record.pid)), or choose another data folder"
        guard let endpoint = record.endpoint else {
            return StoreError(
                .inUse,
                """
                The data folder \(folder) is in use by process \(record.pid), since \(record.startedAt.iso8601). Wait for it to \
                end, \(stop).
                """
            )
        }
        return StoreError(
            .inUse,
            """
            The data folder \(folder) is in use by process \(record.pid), which listens on \(endpoint). Send commands to that \
            endpoint, \(stop).
            """
        )
    }
}

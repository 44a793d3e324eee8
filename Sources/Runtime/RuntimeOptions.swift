public import CoreMetrics
public import Logging
public import QuickstepLambda
public import QuickstepPrimitives
public import QuickstepServiceKit

/// How a runtime is set up.
public struct RuntimeOptions: Sendable {
    /// Where a runtime keeps what must outlive it.
    public enum Storage: Sendable, Equatable {
        /// Nowhere: everything is gone when the process ends.
        case memory
        /// In a data folder, created where it does not exist. One process owns it at a time.
        case folder(String)
    }

    /// What time it is for everything in the runtime.
    ///
    /// A start counts for a new data folder; in one that was used before, time goes on where it was. A folder made under real time is
    /// for real time only, and one made under any other clock for the others.
    public enum Clock: Sendable, Equatable {
        /// The machine's time.
        case real
        /// Time that runs so many times as fast as the machine's: 60 makes a minute of every second.
        ///
        /// The factor is more than 0 and at most 1,000,000.
        case scaled(by: Double, startingAt: Timestamp)
        /// Time that stands still while anything runs, and jumps to the next deadline when nothing can.
        ///
        /// By itself it does not pass a deadline that bounds a wait for somebody outside, such as the timeout of a callback or an
        /// activity; `Runtime.advance(by:)` does.
        case virtual(startingAt: Timestamp)
        /// Time that stands still until `Runtime.advance(by:)` moves it.
        case manual(startingAt: Timestamp)
    }

    /// Where the runtime keeps what must outlive it.
    ///
    /// Default: in memory.
    public var storage: Storage
    /// What time it is.
    ///
    /// Default: the machine's time.
    public var clock: Clock
    /// The functions that tasks can call.
    public var functions: [Function]
    /// What wires the pipeline; put in place when the runtime starts.
    ///
    /// What is there already is brought in line with it; what it does not name stays. Default: nothing.
    public var template: Template?
    /// Seeds every identifier and random draw.
    ///
    /// `nil`, the default, draws the seed from the system; a fixed seed makes two runs with the same inputs equal.
    public var seed: UInt64?
    /// Whether executions that an earlier process left unfinished carry on.
    ///
    /// Default `true`.
    public var resumesUnfinished: Bool
    /// Whether handlers run in processes of their own, which end when they trap and leave the runtime alone.
    ///
    /// The processes are copies of this executable, which must be a `QuickstepApplication` with the same functions. Default `false`.
    public var isolatesHandlers: Bool
    /// Where the runtime tells what happens, in lines with the execution, the state machine, the state and the like as metadata.
    ///
    /// Executions and calls are told at `info` and below, what failed for good at `warning`, each state at `debug`. Handlers' own lines
    /// come at their own levels. The logger's level when the runtime starts counts. Default: nowhere.
    public var logger: Logger?
    /// What the runtime's metrics are made with; `MetricsSystem.factory` is what the process was set up with.
    ///
    /// Default: nothing is measured.
    public var metrics: (any MetricsFactory)?

    /// How long an execution is kept after its end, with its history.
    ///
    /// `nil`, the default, keeps all of them for ever; AWS keeps them for 90 days. An execution that runs is never removed, nor one that
    /// another still waits for. What is removed is gone from every list, and its name may be used again.
    public var retention: Duration?

    /// Who posts to the web for topics: `HTTPDelivery` of the module `QuickstepHTTPDelivery`, or a test's own.
    ///
    /// `nil`, the default, is nobody: subscriptions by HTTP are refused. What was subscribed with another runtime on the same folder is
    /// tried and fails as its policy says.
    public var webClient: (any WebClient)?
    /// Who signs notifications: `NotificationSigning` of the module `QuickstepNotificationSigning`.
    ///
    /// The key lies in the data folder. `nil`, the default, is nobody: notifications say that they are not signed.
    public var signing: (any MessageSigning)?

    /// Makes options.
    ///
    /// - Parameters:
    ///   - storage: Where the runtime keeps what must outlive it.
    ///   - clock: What time it is.
    ///   - functions: The functions that tasks can call.
    ///   - template: What wires the pipeline.
    ///   - seed: Seeds every identifier and random draw.
    ///   - resumesUnfinished: Whether unfinished executions carry on.
    ///   - isolatesHandlers: Whether handlers run in processes of their own.
    ///   - retention: How long an execution is kept after its end.
    ///   - logger: Where the runtime tells what happens.
    ///   - metrics: What the runtime's metrics are made with.
    ///   - webClient: Who posts to the web for topics.
    ///   - signing: Who signs notifications.
    public init(
        storage: Storage = .memory,
        clock: Clock = .real,
        functions: [Function] = [],
        template: Template? = nil,
        seed: UInt64? = nil,
        resumesUnfinished: Bool = true,
        isolatesHandlers: Bool = false,
        retention: Duration? = nil,
        logger: Logger? = nil,
        metrics: (any MetricsFactory)? = nil,
        webClient: (any WebClient)? = nil,
        signing: (any MessageSigning)? = nil
    ) {
        self.webClient = webClient
        self.signing = signing
        self.isolatesHandlers = isolatesHandlers
        self.logger = logger
        self.metrics = metrics
        self.storage = storage
        self.clock = clock
        self.functions = functions
        self.template = template
        self.seed = seed
        self.resumesUnfinished = resumesUnfinished
        self.retention = retention
    }
}

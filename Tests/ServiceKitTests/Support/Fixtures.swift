import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

let epoch = Timestamp(milliseconds: 1_735_689_600_000)

func key(_ name: String) -> StoreKey {
    Owner(kind: .queue, name: name).section(1)
}

/// A kernel, on a virtual clock where nothing else is said.
func makeKernel(
    _ store: any Store,
    clock: RuntimeClock.Mode = .virtual(startingAt: epoch),
    services: [any Service] = [],
    timersInMemory: Int = 1000,
    seed: UInt64 = 1
) async -> Kernel {
    let kernel = Kernel(
        store: store,
        blobs: InMemoryBlobStore(),
        clock: RuntimeClock(clock),
        seed: seed,
        timersInMemory: timersInMemory
    )
    await kernel.connect(services: services, consumer: nil)
    return kernel
}

extension Kernel {
    func put(_ name: String, _ text: String) async throws(ServiceError) {
        try await sequencer.turn { turn in turn.put(key(name), Array(text.utf8)) }
    }

    func read(_ name: String) async throws(ServiceError) -> String? {
        try await sequencer.turn { (turn) throws(ServiceError) in
            try turn.get(key(name)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

/// A service that writes the row it is told to, and fails after the write where it is told so.
struct WriterService: Service {
    let name = "writer"

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let row = request.parameters["row"]?.stringValue ?? ""
        turn.put(key(row), Array("written".utf8))
        turn.notify(turn.effect(), service: name, event: "Written", subject: row)
        if request.operation == "Fail" { throw ServiceError(code: "Refused", message: "as asked") }
        return ServiceResponse(["row": .string(row)])
    }
}

import QuickstepInterpreter
import QuickstepPrimitives
import Testing

@testable import QuickstepStepFunctions

struct MapRunMachineTests {
    private static let time = Timestamp(milliseconds: 1000)

    private static func run(
        concurrency: Int = 0,
        _ tolerance: MapRunRequest.Tolerance = MapRunRequest.Tolerance()
    ) -> MapRun {
        MapRun(
            MapRunRequest(
                run: TaskID(4),
                state: "M",
                enteredID: 2,
                arn: "arn",
                items: nil,
                concurrency: concurrency,
                tolerance: tolerance
            )
        )
    }

    private static func position(_ index: Int) -> ItemPosition {
        var position = ItemPosition()
        position.index = index
        return position
    }

    @Test func `no more run at a time than are allowed`() {
        var run = Self.run(concurrency: 3)
        #expect(run.demand == .items(3))
        run.begin([1, 1], upTo: Self.position(2), isLast: false)
        #expect(run.demand == .items(1))
        run.begin([1], upTo: Self.position(3), isLast: false)
        #expect(run.demand == nil)
        run.end(.succeeded, items: 1)
        #expect(run.demand == .items(1))
        #expect(Self.run().demand == .items(10_000))
    }

    @Test func `it ends when all is read and nothing runs`() {
        var run = Self.run()
        run.begin([2], upTo: Self.position(2), isLast: true)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.demand == nil)
        run.end(.succeeded, items: 2)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.demand == .result)
        run.end(.succeeded, at: Self.time)
        #expect(run.statusName == "SUCCEEDED")
        #expect(run.stoppedAt == Self.time)
        #expect(MapRun(json: run.json) == run)
    }

    @Test func `a percentage is held against once the number of items is known`() {
        var run = Self.run(MapRunRequest.Tolerance(percentage: 50))
        run.begin([1, 1], upTo: Self.position(2), isLast: false)
        run.end(.failed, items: 1)
        run.end(.timedOut, items: 1)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.statusName == "RUNNING")
        var known = run
        known.settle(total: 3, exports: false, at: Self.time)
        #expect(known.statusName == "FAILED")
        run.begin([1, 1], upTo: Self.position(4), isLast: true)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.demand == nil)
        #expect(run.items.unsuccessful == 2)
    }

    @Test func `what fails it stops the others before it ends`() {
        var run = Self.run()
        run.begin([1, 1], upTo: Self.position(2), isLast: false)
        run.end(.failed, items: 1)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.demand == .stops)
        run.noteStops(upTo: 2)
        #expect(run.demand == nil)
        run.end(.aborted, items: 1)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(
            run.phase
                == .ended(
                    .failed(
                        error: "States.ExceedToleratedFailureThreshold",
                        cause: "The specified tolerated failure threshold was exceeded"
                    )
                )
        )
        #expect(MapRun(json: run.json) == run)
    }

    @Test func `a redrive takes up what did not succeed, and then reads on`() {
        var run = Self.run()
        run.begin([1, 1, 1], upTo: Self.position(3), isLast: false)
        for status: ExecutionRecord.Status in [.succeeded, .failed, .aborted] { run.end(status, items: 1) }
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(run.hasEnded)
        run.redrive(as: TaskID(9), at: Self.time)
        #expect(run.demand == .redrives(10_000))
        #expect(run.executions.pendingRedrive == 2)
        run.beginAgain(1, items: 1)
        run.beginAgain(2, items: 1)
        run.endRedrives()
        #expect(run.demand == .items(9998))
        #expect(run.task == TaskID(9) && run.redriveCount == 1)
        #expect(MapRun(json: run.json) == run)
    }

    @Test func `a redrive that comes while others are stopped waits for their end`() {
        var run = Self.run()
        run.begin([1, 1], upTo: Self.position(2), isLast: true)
        run.abort()
        run.redrive(as: TaskID(9), at: Self.time)
        #expect(MapRun(json: run.json) == run)
        run.end(.aborted, items: 1)
        run.end(.aborted, items: 1)
        run.settle(total: nil, exports: false, at: Self.time)
        #expect(!run.hasEnded)
        #expect(run.demand == .redrives(10_000))
    }

    @Test func `a redrive that comes while files are written of a run that did all writes them again`() {
        var run = Self.run()
        run.begin([1], upTo: Self.position(1), isLast: true)
        run.end(.succeeded, items: 1)
        run.settle(total: nil, exports: true, at: Self.time)
        run.abort()
        run.redrive(as: TaskID(9), at: Self.time)
        var export = ResultExport()
        export.part = .done
        run.note(export)
        run.settle(total: nil, exports: true, at: Self.time)
        // There is no execution whose end would let it go on.
        #expect(run.demand == .file)
        #expect(run.phase == .writing(.succeeded, ResultExport()))
    }

    @Test func `results that cannot be stored fail a run that had succeeded`() {
        var run = Self.run()
        run.begin([1], upTo: Self.position(1), isLast: true)
        run.end(.succeeded, items: 1)
        run.settle(total: nil, exports: true, at: Self.time)
        #expect(run.demand == .file)
        #expect(MapRun(json: run.json) == run)
        run.failToWrite("no bucket")
        run.settle(total: nil, exports: true, at: Self.time)
        #expect(run.phase == .ended(.failed(error: "States.ResultWriterFailed", cause: "no bucket")))
    }

    @Test func `names of runs are read back from ARNs and owners`() throws {
        let arn = "arn:aws:states:us-east-1:000000000000:mapRun:machine/label:id"
        let name = try #require(MapRunName(arn: arn))
        #expect(name.arn == arn && name.childMachine == "machine/label")
        #expect(MapRunName(owner: name.owner) == name)
        for wrong in ["machine:id", "/label:id", "machine/:id", "machine/label:", "machine/label"] {
            #expect(MapRunName(arn: "arn:aws:states:us-east-1:000000000000:mapRun:\(wrong)") == nil)
        }
    }
}

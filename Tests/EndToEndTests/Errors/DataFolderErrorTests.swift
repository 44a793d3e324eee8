import QuickstepJSON
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension EndToEnd {
    /// What can be wrong with the data folder; nothing is ever reset silently.
    struct DataFolderErrorTests {
        let scratch: Scratch
        let host: Host

        init() throws {
            scratch = try Scratch()
            host = Host(scratch: scratch)
        }

        @Test(arguments: [(golden: "store-is-no-database", offset: 0), (golden: "store-page-damaged", offset: 4096)])
        func `a damaged store is reported, left as it is, and serves again when it is mended`(
            golden: String,
            offset: Int
        ) async throws {
            try await host.servesAGoodRequest()
            let store = scratch.path("data/store.sqlite")
            let good = try Files.bytes(store)
            var bad = good
            let end = min(good.count, offset + 4096)
            try #require(offset < end)
            for index in offset..<end { bad[index] = UInt8(truncatingIfNeeded: index &* 31 &+ 7) }
            try Files.write(bad, to: store)
            let ran = try await host("run", "good.asl.json", "--data", "data")
            let listed = try await host("executions", "--data", "data")
            let resumed = try await host("resume", "--data", "data")
            for outcome in [ran, listed, resumed] {
                #expect(outcome.end == .exited(4), "\(outcome)")
                #expect(outcome.output.isEmpty, "\(outcome)")
            }
            try Golden(golden, Blurs(scratch)).check(ran, listed, resumed)
            #expect(try Files.bytes(store) == bad, "a damaged store is left as it is")
            try await host.servesAGoodRequest(data: "other")
            try Files.write(good, to: store)
            try await host.servesAGoodRequest()
        }

        @Test func `a data folder that cannot be made is reported`() async throws {
            try scratch.write("a file", to: "occupied")
            try scratch.write(Definitions.good, to: "good.asl.json")
            let below = try await host("run", "good.asl.json", "--data", "occupied/data")
            let itself = try await host("run", "good.asl.json", "--data", "occupied")
            let listed = try await host("executions", "--data", "occupied/data")
            for outcome in [below, itself, listed] { #expect(outcome.end == .exited(4), "\(outcome)") }
            try Golden("data-folder-unwritable", Blurs(scratch)).check(below, itself, listed)
            #expect(try Files.text(scratch.path("occupied")) == "a file")
            try Files.remove(scratch.path("occupied"))
            try await host.servesAGoodRequest(data: "occupied/data")
        }

        @Test(.enabled(if: geteuid() != 0, "The superuser may write anywhere."))
        func `a data folder in a place that must not be written is reported`() async throws {
            try scratch.write(Definitions.good, to: "good.asl.json")
            let closed = try scratch.makeFolder("closed")
            chmod(closed, 0o500)
            defer { chmod(closed, 0o700) }
            let ran = try await host("run", "good.asl.json", "--data", "closed/data")
            #expect(ran.end == .exited(4))
            #expect(ran.error.contains("Permission denied"), "\(ran)")
            chmod(closed, 0o700)
            try await host.servesAGoodRequest(data: "closed/data")
        }

        @Test(arguments: [true, false])
        func `a store that went missing is not silently begun anew`(isEmptied: Bool) async throws {
            try await host.servesAGoodRequest()
            let store = scratch.path("data/store.sqlite")
            let good = try Files.bytes(store)
            try Files.remove(store)
            if isEmptied { try Files.write([], to: store) }
            let ran = try await host("run", "good.asl.json", "--data", "data")
            #expect(ran.end == .exited(4))
            try Golden("store-is-missing", Blurs(scratch)).check(ran)
            try Files.write(good, to: store)
            try await host.servesAGoodRequest()
        }

        @Test func `reading a data folder that is not there makes none`() async throws {
            let listed = try await host("executions", "--data", "missing")
            let history = try await host("history", "x", "--data", "missing")
            let resumed = try await host("resume", "--data", "missing")
            let download = try await host("download", "bucket/key", "--data", "missing")
            for outcome in [listed, history, resumed, download] { #expect(outcome.end == .exited(4), "\(outcome)") }
            try Golden("data-folder-missing", Blurs(scratch)).check(listed, history, resumed, download)
            #expect(!Files.exists(scratch.path("missing")))
            try await host.servesAGoodRequest(data: "missing")
        }

        @Test func `a data folder in use is left to its owner, and can be read meanwhile`() async throws {
            try await host.servesAGoodRequest()
            let wait = Package.workflow("wait")
            let holder = try host.command(
                "run",
                wait,
                "--name",
                "hold",
                "--input",
                #"{"seconds": 100}"#,
                "--data",
                "data"
            )
            let scratch = scratch
            let host = host
            let held = try await holder.runUntilKilled(afterLineWith: "waiting until") { pid, _ in
                let ran = try await host("run", "good.asl.json", "--data", "data")
                let resumed = try await host("resume", "--data", "data")
                #expect(ran.end == .exited(4))
                #expect(resumed.end == .exited(4))
                #expect(ran.error.contains("\(pid)"))
                try Golden("data-folder-in-use", Blurs(scratch).with(pid: pid)).check(ran, resumed)
                let listed = try await host("executions", "--data", "data", "--output", "json").succeeded()
                let statuses = (try listed.json().arrayValue ?? []).map { $0["status"] }
                #expect(Set(statuses) == ["RUNNING", "SUCCEEDED"])
            }
            #expect(held.outcome.wasKilled)
            try Golden("killed-while-waiting", Blurs(scratch)).check(held.outcome)
            let after = try await host("run", "good.asl.json", "--data", "data").succeeded()
            try Golden("one-unfinished", Blurs(scratch)).check(after)
            // The same name and input are the same execution: it is not waited for, because nothing carries it on.
            let again = try await host(
                "run",
                wait,
                "--name",
                "hold",
                "--input",
                #"{"seconds": 100}"#,
                "--data",
                "data"
            )
            #expect(again.end == .exited(64))
            try Golden("name-unfinished", Blurs(scratch)).check(again)
        }

        @Test func `a data folder of one time refuses the other`() async throws {
            try scratch.write(Definitions.good, to: "good.asl.json")
            try await host("run", "good.asl.json", "--clock", "virtual", "--data", "data").succeeded()
            let real = try await host("run", "good.asl.json", "--data", "data")
            #expect(real.end == .exited(4))
            try Golden("data-folder-of-virtual-time", Blurs(scratch)).check(real)
            try await host("run", "good.asl.json", "--clock", "virtual", "--data", "data").succeeded()
        }
    }
}

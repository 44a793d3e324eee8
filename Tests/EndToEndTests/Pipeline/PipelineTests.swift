import QuickstepJSON
import QuickstepPrimitives
import Testing

extension EndToEnd {
    /// Real pictures, and what is none, through the whole pipeline.
    struct PipelineTests {
        private static let sides = [128, 512, 1024]

        @Test func `a photograph gets its thumbnails, its row and its announcement`() async throws {
            let pipeline = try Pipeline()
            let upload = try await pipeline.run(
                "upload",
                Package.sample,
                "uploads/harbour.jpg",
                "--metadata",
                "user-id=ada"
            ).succeeded()
            #expect(upload.error.hasSuffix("SUCCEEDED\n"))
            let story = [
                "uploads/harbour.jpg", "topic image-uploads", "queue image-jobs", "workflow image-upload",
                "ValidateImage",
                "[1] MakeThumbnail",
                "thumbnails/harbour-512.jpg", "ExtractMetadata", "table images",
                "topic image-ready", "queue image-audit",
            ]
            for line in story { #expect(upload.error.contains(" \(line)"), "\(line) is not in \(upload)") }
            for place in ["object   thumbnails/harbour-128.jpg", "row      images", "message  image-audit"] {
                #expect(upload.output.contains(place), "\(place) is not in \(upload)")
            }

            let thumbnails = try await Self.thumbnails(pipeline, "harbour", "jpg")
            try await Thumbnails.compare(thumbnails, with: Package.sample, in: pipeline.scratch)

            let bytes = try Files.bytes(Package.sample)
            let row = try #require(try await pipeline.row("harbour.jpg"))
            #expect(row["fileName"]?["S"] == "harbour.jpg")
            #expect(row["userID"]?["S"] == "ada")
            #expect(row["format"]?["S"] == "jpeg")
            #expect(row["width"]?["N"] == "1600")
            #expect(row["height"]?["N"] == "1067")
            #expect(row["sha256"]?["S"]?.stringValue == Hex.encode(DigestAlgorithm.sha256.digest(bytes)))
            #expect(row["uploadedAt"]?["S"]?.stringValue?.hasSuffix("Z") == true)

            let audit = try await pipeline.messages("image-audit").bodies
            #expect(audit.count == 1)
            #expect(audit.first?["status"] == "ready")
            #expect(audit.first?["thumbnails"]?.arrayValue?.count == 3)
            #expect(try await pipeline.object("uploads/harbour.jpg") == bytes)
            #expect(try await pipeline.keys("quarantine").isEmpty)
        }

        @Test func `jobs can lie in a FIFO queue, and a subscriber hear of large pictures only`() async throws {
            let pipeline = try Pipeline()
            let template = Package.root + "/Workflows/image-upload-fifo/template.yaml"
            let pictures = [(Package.sample, "large.jpg"), (Package.picture("dot.jpg"), "small.jpg")]
            for (path, key) in pictures {
                let upload = try await pipeline.run("upload", path, "uploads/\(key)", "--template", template)
                    .succeeded()
                #expect(upload.error.contains(" queue image-jobs.fifo  message taken"), "\(upload)")
                #expect(upload.error.contains(" queue large-uploads") == (key == "large.jpg"), "\(upload)")
            }
            let told = try await pipeline.messages("large-uploads").bodies
            #expect(told.map { $0["Records"]?[0]?["s3"]?["object"]?["key"] } == ["large.jpg"])
            let audit = try await pipeline.messages("image-audit").bodies
            #expect(audit.map { $0["key"] } == ["large.jpg", "small.jpg"])
            let jobs = try await pipeline.messages("image-jobs.fifo")
            #expect(jobs.bodies.isEmpty && jobs.hidden == 0)
        }

        struct Picture: Sendable, CustomTestStringConvertible {
            let file: String
            let ending: String
            let format: String
            /// The longer side; a thumbnail is never larger.
            let longSide: Int

            var testDescription: String { file }
        }

        static let pictures = [
            Picture(file: "alpha.png", ending: "png", format: "png", longSide: 200),
            Picture(file: "palette.png", ending: "png", format: "png", longSide: 200),
            Picture(file: "progressive.jpg", ending: "jpg", format: "jpeg", longSide: 480),
            Picture(file: "orientation-6.jpg", ending: "jpg", format: "jpeg", longSide: 120),
            Picture(file: "dot.jpg", ending: "jpg", format: "jpeg", longSide: 1),
            Picture(file: "dot.png", ending: "png", format: "png", longSide: 1),
        ]

        @Test(arguments: pictures)
        func `every kind of picture gets thumbnails of its own kind, never enlarged`(picture: Picture) async throws {
            let pipeline = try Pipeline()
            let file = Package.picture(picture.file)
            try await pipeline.run("upload", file, "uploads/picture.\(picture.ending)").succeeded()
            let thumbnails = try await Self.thumbnails(pipeline, "picture", picture.ending)
            try await Thumbnails.compare(thumbnails, with: file, in: pipeline.scratch)
            let row = try #require(try await pipeline.row("picture.\(picture.ending)"))
            #expect(row["format"]?["S"]?.stringValue == picture.format)
            #expect(row["userID"]?["S"] == "anonymous")
            #expect(try await pipeline.messages("image-audit").bodies.map { $0["status"] } == ["ready"])
        }

        @Test(arguments: [
            ("truncated.jpg", "CorruptImage"), ("truncated.png", "CorruptImage"), ("text.jpg", "UnsupportedFormat"),
            ("bomb.jpg", "TooManyPixels"), ("bomb.png", "TooManyPixels"),
        ])
        func `what cannot be worked with is moved to quarantine, with the reason`(
            name: String,
            error: String
        ) async throws {
            let pipeline = try Pipeline()
            let bytes = try Files.bytes(Package.picture(name))
            let upload = try await pipeline.run("upload", Package.picture(name), "uploads/\(name)").succeeded()
            try Golden("quarantined-\(name.replacing(".", with: "-"))", Blurs(pipeline.scratch)).check(upload)

            let audit = try await pipeline.messages("image-audit").bodies
            #expect(audit.count == 1)
            #expect(audit.first?["status"] == "rejected")
            let reason = try #require(audit.first?["reason"]?.stringValue)
            #expect(reason.hasPrefix(error + ": "), "\(reason)")
            #expect(try await pipeline.object("quarantine/\(name)") == bytes)
            #expect(try await pipeline.object("uploads/\(name)") == nil)
            #expect(try await pipeline.keys("thumbnails").isEmpty)
            #expect(try await pipeline.row(name) == nil)

            // A good picture after it finds nothing in its way.
            try await pipeline.run("upload", Package.picture("dot.jpg"), "uploads/dot.jpg").succeeded()
            #expect(try await pipeline.keys("thumbnails").count == 3)
        }

        @Test(arguments: ["summer 2025/har+bour.jpg", "100% Zoë & co/a=b?.jpg", "a//b.jpg"])
        func `a key is what it is, and form-encoded in the event alone`(key: String) async throws {
            let pipeline = try Pipeline()
            let file = Package.picture("photograph.jpg")
            try await pipeline.run("upload", file, "uploads/\(key)").succeeded()
            let stem = String(key.dropLast(4))
            let thumbnails = try await Self.thumbnails(pipeline, stem, "jpg")
            try await Thumbnails.compare(thumbnails, with: file, in: pipeline.scratch)
            #expect(try await pipeline.row(key)?["key"]?["S"]?.stringValue == key)
            #expect(try await pipeline.messages("image-audit").bodies.first?["key"]?.stringValue == key)
            let execution = try #require(try await pipeline.executions().first)
            let history = try await pipeline.history(of: execution)
            let noted = try #require(
                history.events.first { History.details($0)?["name"] == "NoteUpload" && $0["type"] == "PassStateExited" }
            )
            let output = try JSONValue.parse(History.details(noted)?["output"]?.stringValue ?? "")
            let encoded = [
                "summer 2025/har+bour.jpg": "summer+2025/har%2Bbour.jpg",
                "100% Zoë & co/a=b?.jpg": "100%25+Zo%C3%AB+%26+co/a%3Db%3F.jpg",
                "a//b.jpg": "a//b.jpg",
            ]
            #expect(output["key"]?.stringValue == encoded[key])
        }

        @Test func `the same key twice is worked on twice`() async throws {
            let pipeline = try Pipeline()
            let file = Package.picture("photograph.jpg")
            try await pipeline.run("upload", Package.sample, "uploads/one.jpg").succeeded()
            let first = try await Self.thumbnails(pipeline, "one", "jpg")
            try await pipeline.run("upload", file, "uploads/one.jpg").succeeded()
            let second = try await Self.thumbnails(pipeline, "one", "jpg")
            #expect(first != second)
            try await Thumbnails.compare(second, with: file, in: pipeline.scratch)
            try await pipeline.run("upload", file, "uploads/one.jpg").succeeded()
            #expect(
                try await Self.thumbnails(pipeline, "one", "jpg") == second,
                "the same picture has the same thumbnails"
            )
            #expect(try await pipeline.executions().map { $0["status"] } == ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"])
            #expect(try await pipeline.messages("image-audit").bodies.count == 3)
            #expect(try await pipeline.keys("thumbnails").count == 3)
            #expect(try await pipeline.row("one.jpg")?["width"]?["N"] == "480")
        }

        /// The three thumbnails, by the pixels that their longer side may have.
        private static func thumbnails(_ pipeline: Pipeline, _ stem: String, _ ending: String) async throws -> [Int:
            [UInt8]]
        {
            var thumbnails: [Int: [UInt8]] = [:]
            for side in sides {
                let key = "\(stem)-\(side).\(ending)"
                let bytes: [UInt8] = try #require(try await pipeline.object("thumbnails/\(key)"), "\(key)")
                thumbnails[side] = bytes
            }
            return thumbnails
        }
    }
}

package import Quickstep

/// The functions of the sample, by the names that its template and its definition use.
package enum ImagePipelineFunctions {
    package static var all: [Function] {
        [
            Function("validate-image", timeout: .seconds(30), handler: ValidateImage()),
            Function("make-thumbnail", timeout: .seconds(60), concurrency: 4, handler: MakeThumbnail()),
            Function("extract-metadata", timeout: .seconds(30), handler: ExtractMetadata()),
            Function("quarantine-image", timeout: .seconds(30), handler: QuarantineImage()),
        ]
    }
}

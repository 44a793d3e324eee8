import ImagePipelineHandlers
import Quickstep

/// The sample application: `image-pipeline` has every command of `quickstep`, with these functions linked in.
@main
struct ImagePipeline: QuickstepApplication {
    var template: Template? { .file("Workflows/image-upload/template.yaml") }

    var functions: [Function] {
        ImagePipelineFunctions.all
    }
}

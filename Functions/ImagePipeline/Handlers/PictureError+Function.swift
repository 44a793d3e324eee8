import ImagePipelinePictures
import Quickstep

/// What is wrong with a picture fails the task under its own name, so that the workflow can catch it.
extension PictureError: FunctionError {
    package var errorType: String { name }
    package var errorMessage: String { message }
}

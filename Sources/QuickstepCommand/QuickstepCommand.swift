import QuickstepCLI

/// The stock command: no functions are linked in.
@main
enum QuickstepCommand {
    static func main() async {
        await CommandLineTool.main(ApplicationContext())
    }
}

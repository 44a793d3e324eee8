import Testing

@testable import QuickstepManifest

@Suite struct StateMachineRefusalTests {
    /// The definitions beside the template.
    private static let files = [
        "flow/hello.asl.json": #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        "flow/broken.asl.json": #"""
        {
          "StartAt": "A",
          "States": {
            "A": {"Type": "Pass", "Next": "${Target}"},
            "B": {"Type": "Task", "Resource": "${Missing}", "End": true}
          }
        }
        """#,
        "flow/broken.asl.yaml": "StartAt: A\nStates:\n  A: {Type: Wait, Seconds: -1, End: true}\n",
    ]

    @Test(arguments: cases)
    func `a template is refused for`(_ refused: RefusedTemplate) {
        #expect(refusal(refused.template, files: Self.files) == refused.refusal)
    }

    private static let cases: [RefusedTemplate] = [
        RefusedTemplate(
            "a machine without definition",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Type: EXPRESS
                      Tracing: { Enabled: true }
                """#,
            refusal: #"""
                flow/template.yaml:4:5: error: AWS::Serverless::StateMachine needs 'DefinitionUri' or 'Definition' [TEMPLATE_INVALID]
                  4 |     Properties:
                    |     ^^^^^^^^^^

                flow/template.yaml:5:13: error: Quickstep does not support state machines of the type EXPRESS [TEMPLATE_UNSUPPORTED]
                  5 |       Type: EXPRESS
                    |             ^^^^^^^
                  hint: Supported is STANDARD.

                flow/template.yaml:6:7: error: Quickstep does not support 'Tracing' of AWS::Serverless::StateMachine [TEMPLATE_UNSUPPORTED]
                  6 |       Tracing: { Enabled: true }
                    |       ^^^^^^^
                  hint: Supported: Name, Type, DefinitionUri, Definition, DefinitionSubstitutions.

                """#
        ),
        RefusedTemplate(
            "a machine with two definitions",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: hello.asl.json
                      Definition: { StartAt: A, States: { A: { Type: Succeed } } }
                """#,
            refusal: #"""
                flow/template.yaml:6:7: error: 'Definition' and 'DefinitionUri' exclude each other [TEMPLATE_INVALID]
                  6 |       Definition: { StartAt: A, States: { A: { Type: Succeed } } }
                    |       ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a definition that is not there",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: missing.asl.json
                """#,
            refusal: #"""
                flow/template.yaml:5:22: error: The definition 'flow/missing.asl.json' cannot be read: no such file [TEMPLATE_UNREADABLE_FILE]
                  5 |       DefinitionUri: missing.asl.json
                    |                      ^^^^^^^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "a definition elsewhere",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: s3://definitions/hello.asl.json
                """#,
            refusal: #"""
                flow/template.yaml:5:22: error: 'DefinitionUri' must be the path of a file [TEMPLATE_INVALID]
                  5 |       DefinitionUri: s3://definitions/hello.asl.json
                    |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  hint: It is relative to the template.

                """#
        ),
        RefusedTemplate(
            "substitutions that are no object",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: hello.asl.json
                      DefinitionSubstitutions: [a]
                """#,
            refusal: #"""
                flow/template.yaml:6:32: error: 'DefinitionSubstitutions' must be an object [TEMPLATE_INVALID]
                  6 |       DefinitionSubstitutions: [a]
                    |                                ^^^

                """#
        ),
        RefusedTemplate(
            "a substitution that is no text",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: hello.asl.json
                      DefinitionSubstitutions: { Name: !Ref Nobody, Other: {} }
                """#,
            refusal: #"""
                flow/template.yaml:6:40: error: The template has no resource 'Nobody' [TEMPLATE_UNKNOWN_REFERENCE]
                  6 |       DefinitionSubstitutions: { Name: !Ref Nobody, Other: {} }
                    |                                        ^^^^^^^^^^^
                  hint: It has One.

                flow/template.yaml:6:60: error: 'Other' must be a text [TEMPLATE_INVALID]
                  6 |       DefinitionSubstitutions: { Name: !Ref Nobody, Other: {} }
                    |                                                            ^^

                """#
        ),
        RefusedTemplate(
            "what is wrong in a definition's file",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: ./broken.asl.json
                      DefinitionSubstitutions: { Target: Nowhere }
                """#,
            refusal: #"""
                flow/broken.asl.json:4:35: error: Missing 'Next' target: Nowhere [MISSING_TRANSITION_TARGET]
                  4 |     "A": {"Type": "Pass", "Next": "Nowhere"},
                    |                                   ^^^^^^^^^

                flow/broken.asl.json:5:5: error: State "B" is not reachable. [MISSING_TRANSITION_TARGET]
                  5 |     "B": {"Type": "Task", "Resource": "${Missing}", "End": true}
                    |     ^^^
                  hint: No transition that starts at 'A' leads to it.

                flow/broken.asl.json:5:39: error: The resource provided ${Missing} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. [SCHEMA_VALIDATION_FAILED]
                  5 |     "B": {"Type": "Task", "Resource": "${Missing}", "End": true}
                    |                                       ^^^^^^^^^^^^
                  hint: Name a function, or one of these integrations as arn:aws:states:::<service>:<action>: dynamodb:deleteItem, dynamodb:getItem, dynamodb:putItem, dynamodb:updateItem, events:putEvents, lambda:invoke, sns:publish, sqs:sendMessage, states:startExecution.

                flow/broken.asl.json:5:40: warning: 'DefinitionSubstitutions' says nothing of '${Missing}' [TEMPLATE_UNFILLED_PLACE]
                  5 |     "B": {"Type": "Task", "Resource": "${Missing}", "End": true}
                    |                                        ^^^^^^^^^^

                """#
        ),
        RefusedTemplate(
            "what is wrong in a definition in YAML",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: broken.asl.yaml
                """#,
            refusal: #"""
                flow/broken.asl.yaml:3:28: error: Minimum value is 0 [SCHEMA_VALIDATION_FAILED]
                  3 |   A: {Type: Wait, Seconds: -1, End: true}
                    |                            ^^

                """#
        ),
        RefusedTemplate(
            "what is wrong in a definition in the template",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Definition:
                        StartAt: First
                        States:
                          First:
                            Type: Task
                            Resource: !Sub arn:aws:nothing:${AWS::Region}
                            Nxt: Second
                          Second:
                            Type: Pass
                            Parameters: { a: !GetAtt Gone.Arn }
                            End: true
                """#,
            refusal: #"""
                flow/template.yaml:14:30: error: The template has no resource 'Gone' [TEMPLATE_UNKNOWN_REFERENCE]
                  14 |             Parameters: { a: !GetAtt Gone.Arn }
                     |                              ^^^^^^^^^^^^^^^^
                  hint: It has One.

                """#
        ),
        RefusedTemplate(
            "a place of the template's own definition",
            template: #"""
                Resources:
                  One:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Definition:
                        StartAt: First
                        States:
                          First: { Type: Task, Resource: resize, Nxt: a, End: true }
                """#,
            refusal: #"""
                flow/template.yaml:8:50: error: Field 'Nxt' is not supported [SCHEMA_VALIDATION_FAILED]
                  8 |           First: { Type: Task, Resource: resize, Nxt: a, End: true }
                    |                                                  ^^^
                  hint: Did you mean 'Next'?

                """#
        ),
    ]
}

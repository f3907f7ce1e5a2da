import { Button, ButtonLink } from "../../components/button.tsx";
import { Checkbox, RadioGroup } from "../../components/choices.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { Kbd } from "../../components/kbd.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { Menu, MenuButton, MenuLink } from "../../components/menu.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { Toolbar } from "../../components/toolbar.tsx";
import { Specimen } from "./specimen.tsx";

export function Buttons() {
  return (
    <Specimen name="Button, ButtonLink, IconButton, Toolbar, Menu, ConfirmDialog, Kbd">
      <Toolbar label="Buttons" end={<IconButton icon="ellipsis" label="More" type="button" />}>
        <Button variant="primary" type="button" icon="send">
          Send reply
        </Button>
        <Button type="button">Happens to me too</Button>
        <Button variant="plain" type="button">
          Not now
        </Button>
        <Button variant="danger" type="button" icon="ban">
          Close as spam
        </Button>
        <Button type="button" disabled>
          Sent
        </Button>
        <ButtonLink href="#x" icon="pencil">
          Edit
        </ButtonLink>
      </Toolbar>
      <Toolbar label="Small buttons">
        <Button size="small" variant="primary" type="button">
          Take it
        </Button>
        <Button size="small" type="button" icon="thumbs-up">
          Worked
        </Button>
        <IconButton size="small" icon="eye" label="Watch" type="button" />
        <Menu trigger="Move to" align="start">
          <MenuLink href="#a">Printers</MenuLink>
          <MenuLink href="#b">Scanners</MenuLink>
          <MenuButton action="#">Somewhere else</MenuButton>
        </Menu>
        <ConfirmDialog trigger="Close request" title="Close this request?" action="#" confirm="Close it" isDangerous>
          <p>You can continue it for 60 days. Everything said is kept.</p>
        </ConfirmDialog>
        <span>
          <Kbd>j</Kbd> <Kbd>k</Kbd> <Kbd>Ctrl</Kbd>
        </span>
      </Toolbar>
    </Specimen>
  );
}

const options = [
  { value: "printers", label: "Printers" },
  { value: "scanners", label: "Scanners and everything that feeds paper by itself" },
];

export function Fields() {
  return (
    <Specimen name="PostForm, TextInput, TextArea, MarkdownEditor, Select, RadioGroup, Checkbox">
      <PostForm className="form measure">
        <TextInput
          name="title"
          label="Title"
          hint="What a friend would say on the phone"
          placeholder="Printer forgets Wi-Fi"
        />
        <MarkdownEditor name="body" label="What happened?" />
        <TextArea name="expected" label="What did you expect?" optional />
        <Select name="category" label="Category" options={options} />
        <RadioGroup
          name="publish"
          label="Publish the answer?"
          defaultValue="yes"
          choices={[
            {
              value: "yes",
              label: "Yes, others will have this too",
              hint: "A new text; nobody’s private words are in it.",
            },
            { value: "no", label: "No, because…" },
          ]}
        />
        <Checkbox name="watch" label="Tell me when somebody answers" defaultChecked />
      </PostForm>
    </Specimen>
  );
}

const answer = {
  problem: { code: "invalid_form", fields: { address: "too_short", body2: "too_long", terms: "missing" } },
  typed: { address: "vera@", body2: "It does not work." },
};

export function WrongFields() {
  return (
    <Specimen name="FormProblem, and fields that know what is wrong with them">
      <PostForm
        className="form measure"
        answer={answer}
        labels={{ address: "E-mail", body2: "What happened?", terms: "House rules" }}
      >
        <TextInput name="address" label="E-mail" type="email" hint="Only our staff sees it" />
        <MarkdownEditor name="body2" label="What happened?" />
        <Checkbox name="terms" label="I have read the house rules" />
        <div className="form-actions">
          <Button variant="primary" type="button">
            Ask in public
          </Button>
          <Button variant="plain" type="button">
            Keep as draft
          </Button>
        </div>
      </PostForm>
    </Specimen>
  );
}

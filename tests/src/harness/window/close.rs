//! # The close button
//!
//! There is no window manager on the test's display, so the message that its close button would send is sent here:
//! `WM_DELETE_WINDOW`, in the X protocol's own bytes (X11 core protocol, sections 4 and 8 of the encoding; ICCCM
//! 4.1.2.7).

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use super::Stage;

/// Numbers of the requests that are needed.
const GET_WINDOW_ATTRIBUTES: u8 = 3;
const QUERY_TREE: u8 = 15;
const INTERN_ATOM: u8 = 16;
const SEND_EVENT: u8 = 25;
/// The state of a window that can be seen.
const VIEWABLE: u8 = 2;

/// Asks the window on the stage to close, as a person does with the close button.
pub fn ask_to_close(stage: &Stage) {
    let mut display = Display::connect(stage.display());
    let window = display.visible_window();
    let protocols = display.atom("WM_PROTOCOLS");
    let delete = display.atom("WM_DELETE_WINDOW");
    display.send_message(window, protocols, delete);
    // An answer to a later question proves that the message was taken.
    display.atom("WM_NAME");
}

struct Display {
    server: UnixStream,
    root: u32,
}

impl Display {
    fn connect(name: &str) -> Self {
        let path = format!("/tmp/.X11-unix/X{}", name.trim_start_matches(':'));
        let mut server = UnixStream::connect(path).expect("the test's display");
        server
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a limit");
        // Little endian, protocol 11.0, no authorisation.
        server
            .write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])
            .expect("a greeting");
        let mut head = [0; 8];
        server.read_exact(&mut head).expect("the display's answer");
        assert_eq!(head[0], 1, "the display lets nobody in");
        let mut about = vec![0; usize::from(u16::from_le_bytes([head[6], head[7]])) * 4];
        server.read_exact(&mut about).expect("the display's answer");
        // The root window stands first in the first screen, behind the vendor's name and the pixel formats.
        let vendor = usize::from(u16::from_le_bytes([about[16], about[17]])).div_ceil(4) * 4;
        let root = number_at(&about, 32 + vendor + usize::from(about[21]) * 8);
        Self { server, root }
    }

    /// The one window that can be seen.
    fn visible_window(&mut self) -> u32 {
        let tree = self.ask(QUERY_TREE, &self.root.to_le_bytes());
        let windows = tree[32..]
            .chunks_exact(4)
            .map(|window| number_at(window, 0));
        let windows: Vec<u32> = windows.collect();
        let visible =
            |window: &u32| self.ask(GET_WINDOW_ATTRIBUTES, &window.to_le_bytes())[26] == VIEWABLE;
        windows
            .into_iter()
            .rfind(visible)
            .expect("a window on the display")
    }

    /// The number of a name.
    fn atom(&mut self, name: &str) -> u32 {
        let length = u16::try_from(name.len()).expect("a short name");
        let question = [&length.to_le_bytes()[..], &[0, 0], name.as_bytes()].concat();
        number_at(&self.ask(INTERN_ATOM, &question), 8)
    }

    fn send_message(&mut self, window: u32, protocols: u32, message: u32) {
        let client_message = [33, 32, 0, 0];
        let mut content = window.to_le_bytes().to_vec();
        content.extend(0u32.to_le_bytes());
        content.extend(client_message);
        for number in [window, protocols, message, 0, 0, 0, 0] {
            content.extend(number.to_le_bytes());
        }
        self.send(SEND_EVENT, &content);
    }

    fn ask(&mut self, request: u8, content: &[u8]) -> Vec<u8> {
        self.send(request, content);
        let mut answer = vec![0; 32];
        self.server
            .read_exact(&mut answer)
            .expect("the display's answer");
        assert_eq!(answer[0], 1, "the display refused request {request}");
        let more = usize::try_from(number_at(&answer, 4)).expect("a length") * 4;
        answer.resize(32 + more, 0);
        self.server
            .read_exact(&mut answer[32..])
            .expect("the rest of the display's answer");
        answer
    }

    fn send(&mut self, request: u8, content: &[u8]) {
        let words = 1 + content.len().div_ceil(4);
        let length = u16::try_from(words).expect("a short request");
        let mut bytes = [&[request, 0][..], &length.to_le_bytes(), content].concat();
        bytes.resize(words * 4, 0);
        self.server
            .write_all(&bytes)
            .expect("a display that listens");
    }
}

fn number_at(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes([
        bytes[place],
        bytes[place + 1],
        bytes[place + 2],
        bytes[place + 3],
    ])
}

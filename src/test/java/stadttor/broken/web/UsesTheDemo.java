package stadttor.broken.web;

import stadttor.demo.Ports;

final class UsesTheDemo {

    int port() {
        return Ports.free();
    }
}

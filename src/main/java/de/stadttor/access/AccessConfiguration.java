package de.stadttor.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    CelExpressions celExpressions() {
        return new CelExpressions();
    }
}

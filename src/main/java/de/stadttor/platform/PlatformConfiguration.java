package de.stadttor.platform;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({
    Settings.class,
    OtherKeys.class,
    KeyModuleSettings.class,
    MutualTls.class,
    LimitSettings.class
})
class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Sealer sealer(Settings settings, OtherKeys others) {
        return new Sealer(settings.keyEncryptionKeyBytes(), others.bytes());
    }
}
